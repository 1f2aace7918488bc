/// A window along one axis, moved pixel by pixel.
struct CountedAxis {
    var kernel: Int
    var stride: Int
    var dilation: Int
    var padding: Int
    var isSame: Bool
    var roundsUp: Bool

    /// How many pixels the window spans.
    var reach: Int {
        var last = 0
        for _ in 1..<kernel where kernel > 1 { last += dilation }
        return last + 1
    }

    /// How many places the window has, or nil where it has none.
    func places(over input: Int) -> Int? {
        var count = 0
        if isSame {
            // The outputs are as many as a step of the stride meets pixels, however wide the window.
            var place = 0
            while place < input {
                count += 1
                place += stride
            }
            return count
        }
        let pixels = padding + input + padding
        var covered = 0
        var place = 0
        while true {
            let last = place + reach - 1
            // Rounding up takes one window more, if pixels are left over, and it begins in the map or the padding before
            // it. The first may be larger than what it looks at, by less than a stride.
            let takesRest =
                roundsUp && place < padding + input && (count > 0 ? covered < pixels : reach - pixels < stride)
            guard last < pixels || takesRest else { break }
            covered = last + 1
            count += 1
            if last >= pixels { break }
            place += stride
        }
        return count == 0 ? nil : count
    }

    /// Whether rows of the map lie behind the last window. A 1x1 window is meant to skip.
    func drops(_ input: Int) -> Bool {
        guard !isSame, kernel > 1, let places = places(over: input) else { return false }
        return padding + input > (places - 1) * stride + reach
    }
}
