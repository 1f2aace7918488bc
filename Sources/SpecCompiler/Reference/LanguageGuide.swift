/// The part of the language's reference that is written by hand: everything but the catalogue.
enum LanguageGuide {
    static let text = """
        ## The file

        A spec is YAML, in UTF-8.

        - Sections may stand in any order. A key is written once.
        - `#` begins a comment, behind a blank or at the beginning of a line.
        - A list is written one item a line, each after `- `, or in brackets. In brackets and braces a comma ends the item:
          write a layer with options on a line of its own, or quote it, as in `["3x3 conv, 8, relu", 2x2 max pool]`.
        - Nothing can stand below a layer written in one line. What belongs beside it (`repeat`, `name`) needs a mapping: its
          longhand, or `- {layers: ["3x3 conv, 8, pad 1"], repeat: 3}`.
        - Scalars mean what they say: `no`, `010` and `1e3` never turn into something else. Upper and lower case differ.
        - A text needs quotes where YAML would read it as something else: one that begins with `*`, `&`, `!`, `%`, `@`, `{`,
          `[`, or `?` and a blank, or that holds `: ` or ` #`. Inside braces or brackets a size that begins with `?` has to be
          quoted. In double quotes a backslash escapes; in single quotes `''` stands for one.
        - Anchors and aliases (`&a`, `*a`) work as YAML has them; merge keys (`<<`) do not.

        A file holds at most 16 MiB, nests at most 256 deep, and its aliases stand for at most 100,000 nodes. A network has at
        most 100,000 layers, repeats counted, and blocks use blocks at most 64 deep. A tensor has at most 2^40 values, and every
        number is below 2^63.

        ## Two forms, one meaning

        Every layer has a notation, for people, and a longhand, for tools and for what the notation does not reach. Both give
        the same network.

        ```yaml layers input=32x32x3
        - 3x3 conv, 64, /2, pad 1, relu, as stem
        - conv: {kernel: 3x3, filters: 64, stride: 2, padding: 1, activation: relu}
          name: second
        - dense: 10                         # a lone value is the one that stands behind the words: fc 10
        ```

        A line of notation is a size, the layer's words, a value, and options set apart by commas, in any order.

        | written | means |
        |---|---|
        | `3x3`, `3` | height x width; one number says a square. `NxM` is never width x height |
        | `28x28x1`, `784` | the size of a tensor: height x width x channels, or the units of a vector |
        | `64` alone between commas | the filters: the channels of the output |
        | `/2`, `/2x1` | the stride |
        | `pad 1` | one row or column of zeros on each of the four sides |
        | `pad 1x2` | 1 above and below, 2 left and right |
        | `pad 0-1` | 0 above and left, 1 below and right |
        | `pad 0-1-2-3` | top, bottom, left, right |
        | `same` | as much as makes the output ceil(input / stride); of an odd number, the one left over goes below and right |
        | `valid` | no padding, which is the default |
        | `relu`, `no bias`, … | words that stand for a value |
        | `as stem` | the layer's name |

        ## Sizes

        A tensor is a feature map, height x width x channels, or a vector of units. You choose the kernels, and they decide the
        sizes: along each axis a window gives `floor((input + padding - dilation * (kernel - 1) - 1) / stride) + 1`, with the
        padding of both sides. What is left over at the end is not seen; `ceil` on a pooling takes it in.

        - A 3x3 kernel with `pad 1`, a 5x5 with `pad 2` and a 7x7 with `pad 3` keep the size; with `/2` as well they halve it.
        - `fc` and `mlp` flatten a map by themselves, channel by channel (all of the first channel, row by row, then the next),
          as PyTorch does. What needs a map can't stand behind a vector: `reshape` makes one.
        - `global avg pool` gives a 1x1 map, not a vector. A network may end in a map.
        - The batch is no part of a size.

        `expect 7x7x512` is a contract: it changes nothing, and is an error where the size is another. An axis written `?` is
        not held to anything. It may stand anywhere in a list of layers, in blocks too; in longhand it is `expect: 7x7x512`.
        Where one is contradicted, the rest is checked by the layers or by the contract, whichever fits more of what follows.

        Costs are of one sample's forward pass: parameters are the learnt values, multiply-accumulates those of convolutions,
        fully connected layers and squeeze-and-excite; additions of biases, norms, poolings and joins count as none.

        `?` may stand for a number that you leave open: a dimension of `input`, a kernel, stride, padding, dilation, filters,
        units, or `repeat`. `strata solve SPEC` shows every way to fill it in, and `strata shapes SPEC` the sizes that follow;
        training needs all numbers.

        ## How weights start

        `init` says how the weights of a convolution, a transposed convolution, `fc` or `mlp` are drawn before training:
        `3x3 conv, 64, pad 1, init he, relu`, or `init: he` in longhand. The same seed gives the same numbers. The fan-in is the
        number of values that one value of the output is a sum of, the fan-out the number of values of the output that one of
        the input goes into; the layers' pages say how they are counted.

        | `init` | variance of a weight | suits | source |
        |---|---|---|---|
        | `he`, `he uniform` | 2 / fan-in | relu and its kin | He and others, Delving deep into rectifiers, 2015 |
        | `xavier`, `xavier uniform` | 2 / (fan-in + fan-out) | tanh, sigmoid | Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010 |
        | `lecun`, `lecun uniform` | 1 / fan-in | tanh, and layers without an activation | LeCun and others, Efficient BackProp, 1998 |
        | `default` | 1 / (3 * fan-in) | | PyTorch's layers: uniform up to 1 / sqrt(fan-in), biases too |

        The short words draw from a normal distribution, those with `uniform` from a uniform one of the same variance. Under all
        but `default` biases start at 0. A transposed convolution's `default` counts what PyTorch counts, its fan-out.

        ## Names

        - `, as NAME` names a layer in the notation, the key `name` in longhand, inside the braces or beside them. The same
          goes for blocks, joins, `residual`, `branches` and `layers`. Names with blanks or commas are quoted, in longhand.
        - What has no name gets its kind and a number, counted in its scope: `conv1`, `conv2`, `pool1`, `norm1`,
          `activation1`, `fc1`; `add1` for a residual, `concat1` for joined branches; `basic1` for a block.
        - A name is given once in a scope, has at most 200 characters and no point, and is not `input`.
        - A scope is the body with all heads, one use of a block, or one pass of a `repeat`. Inside, full names begin with the
          scope's: `basic2.conv1`. Lists of `residual` and `branches` are in the scope around them. What is named and repeated
          counts its passes behind a point: `stage.1`, `stage.2`.
        - A join finds names above it, in its own scope and in those around it. What is inside a block or a repeat can't be
          reached from outside: name the block, and join with its output.
        - Weights are saved under these names, as `basic1.conv1.weight`.

        ## Lists of layers

        `body`, `head`, each block and each head have a list of layers. An item of it is a line of the notation, or a mapping: the
        longhand of a layer, a block with its parameters, or one of these:

        \(StructureTable.items)

        In the notation an item may have these after a comma, beside the options of its layer:

        \(StructureTable.options)

        ## Blocks

        \(StructureTable.keys(of: .block))

        `define` names blocks: a list of layers, or `layers` with parameters under `given`. A block is used like a layer, in
        notation or longhand, before or after it is defined; blocks use blocks, but none uses itself.

        ```yaml
        model: Blocks
        input: 32x32x3

        define:
          norm: [batch norm, relu]                # a block without parameters
          unit:
            given: {width: , stride: 1, act: relu}
            layers:
              - 1x1 conv, $width/4, no bias
              - norm
              - 3x3 conv, $width/4, /$stride, pad 1, no bias
              - norm
              - 1x1 conv, $width
              - $act

        body:
          - unit, width 64                        # stride and act have their defaults
          - unit, width 128, stride 2, as middle
          - unit: {width: 256, stride: 2, act: hard swish}
            name: last
        ```

        - A parameter without a default has to be given: `given: {width: , stride: 1}`, or a list of such names,
          `given: [width, stride]`. Names are letters, digits and `_`; those of blocks may have `-` too, begin with no digit, and
          are no words of the language.
        - A value is a number, a size such as `3x3`, a word, or `true` or `false`. A value of two words, `hard swish`, is given
          in longhand.
        - `$width` stands for the value wherever a value may: a number, a part of a size (`1x$k`), padding, a word, a layer's
          own word, the value of a longhand key, `repeat`. Not in names, and only in the block that has the parameter: what a
          block in it needs is passed on, as in `unit: {width: $width}`.
        - Arithmetic has `+`, `-`, `*`, `/`, brackets and whole numbers, and no blanks: `$width*4`, `($a+$b)/2`. Its values are
          whole and not below 0; a division that leaves a rest is an error. `${k}x1` says where a name ends.

        ## Repeats

        `repeat: 3` stands beside a longhand, a block, a structure, or `layers:`, which holds several layers together. Every pass
        has weights of its own.

        ```yaml layers input=32x32x16
        - layers:
            - 3x3 conv, 16, pad 1, relu
            - 3x3 conv, 16, pad 1, relu
          repeat: 3
          name: trunk
        - residual:
            - 3x3 conv, 16, pad 1
          repeat: 2
        - add trunk.3                         # the output of the last pass
        ```

        ## Residuals

        `residual:` is a list whose output is added to its input. `shortcut:` beside it says what the input goes through:
        `identity` (nothing, the default), `project` (where the sizes differ a 1x1 convolution without bias and a batch norm, with
        the stride and the filters that it takes; else nothing), or a list of layers. No activation follows by itself.

        ```yaml layers input=32x32x64
        - residual:
            - 3x3 conv, 128, /2, pad 1, no bias
            - batch norm
            - relu
            - 3x3 conv, 128, pad 1, no bias
            - batch norm
          shortcut: project
        - relu
        - residual:
            - 3x3 conv, 256, /2, pad 1
          shortcut: [2x2 avg pool, "1x1 conv, 256"]
        ```

        ## Branches and joins

        `branches:` runs several lists on the same input, and `join:` says how their outputs come together. An empty list, `[]`,
        passes the input on. `concat NAME`, `add NAME` and `multiply NAME` join the tensor here with that of something named
        above; several names are set apart by blanks. In longhand: `concat: NAME`, `concat: [A, B]`, or
        `concat: {with: NAME, crop: true}`.

        ```yaml layers input=32x32x16
        - 3x3 conv, 16, pad 1, relu, as early
        - branches:
            - - 1x1 conv, 8, relu
            - - 1x1 conv, 4, relu
              - 3x3 conv, 8, pad 1, relu
            - - 3x3 max pool, /1, same
            - []
          join: concat
        - expect 32x32x48
        - 1x1 conv, 16
        - add early
        - branches:                           # each channel is scaled by a gate
            - []
            - - global avg pool
              - 1x1 conv, 16, sigmoid
          join: multiply
        - concat early, as both
        - 3x3 conv, 16
        - concat early, crop                  # early's middle 30x30
        ```

        | join | what has to agree | what comes out |
        |---|---|---|
        | `concat` | height and width (two vectors always do) | channels behind each other: the present tensor's or the first branch's first |
        | `add` | the whole size | the sum |
        | `multiply` | the whole size; or one is 1x1 and has the channels | the product; a 1x1 map scales channels |

        `crop` first cuts the named maps to the height and width here, around their middle. The longhand of a join has these keys:

        \(StructureTable.keys(of: .join))

        ## Heads

        \(StructureTable.keys(of: .head))

        `body` works the input down, `head` answers; they are one list to the network, and either may be left out. `heads` names
        several. One of them, a list of layers or `layers:` without `from`, is the network's answer; each other takes its input
        `from` a layer named above, is there in training only, and has its loss added with its `weight` (0.3 unless told).

        ```yaml
        model: Heads
        input: 32x32x3
        body:
          - 3x3 conv, 16, /2, pad 1, relu, as middle
          - 3x3 conv, 32, /2, pad 1, relu
        heads:
          main:
            - global avg pool
            - fc 10
          early: {from: middle, weight: 0.4, layers: [global avg pool, fc 10]}
        ```

        ## Includes

        `include: blocks.strata.yaml`, or a list of paths, brings the blocks that other specs define; a spec that only has `define`
        is there for that. A path is relative to the spec's folder and never leaves it. Names of blocks must differ.

        ## Budgets

        \(StructureTable.keys(of: .budget))

        A budget is an error where the network costs more. What a spec doesn't limit, a project's `.strata.yml` can.
        """
}
