/// The handwritten part of the language reference: everything but the catalog.
enum LanguageGuide {
    static let text = """
        ## The file

        A spec is YAML, in UTF-8.

        - Sections can be in any order. Each key is written once.
        - `#` starts a comment, at the start of a line or after a space.
        - A list has one item per line, each after `- `, or is written in brackets. In brackets and braces a comma ends
          the item: put a layer with options on a separate line, or quote it, for example
          `["3x3 conv, 8, relu", 2x2 max pool]`.
        - A layer on one line can't be followed by keys such as `repeat` or `name`. They need a mapping: the layer's
          longhand, or `- {layers: ["3x3 conv, 8, pad 1"], repeat: 3}`.
        - Scalars are taken literally: `no`, `010`, and `1e3` never turn into something else. Case matters.
        - Text needs quotes if YAML would read it as something else: if it starts with `*`, `&`, `!`, `%`, `@`, `{`,
          `[`, or `?` and a space, or contains `: ` or ` #`. Inside braces or brackets, a size that starts with `?` must
          be quoted. In double quotes, a backslash escapes; in single quotes, `''` is a single quote.
        - YAML anchors and aliases (`&a`, `*a`) work; merge keys (`<<`) don't.

        A file can have at most 16 MiB, nest at most 256 levels deep, and use aliases for at most 100,000 nodes. A
        network can have at most 100,000 layers, counting repeats, and nest blocks at most 64 levels deep. A tensor can
        have at most 2^40 values, and every number must be below 2^63.

        ## Two forms, one meaning

        Every layer has a notation, for people, and a longhand, for tools and for everything that the notation can't
        express. Both produce the same network.

        ```yaml layers input=32x32x3
        - 3x3 conv, 64, /2, pad 1, relu, as stem
        - conv: {kernel: 3x3, filters: 64, stride: 2, padding: 1, activation: relu}
          name: second
        - dense: 10                         # a single value is the one after the name: fc 10
        ```

        A line of notation is a size, the layer's name, a value, and options in any order, separated by commas.

        | notation | meaning |
        |---|---|
        | `3x3`, `3` | height x width; a single number is a square. `NxM` is never width x height |
        | `28x28x1`, `784` | the size of a tensor: height x width x channels, or the units of a vector |
        | `64` alone between commas | the filters: the channels of the output |
        | `/2`, `/2x1` | the stride |
        | `pad 1` | one row or column of zeros on each of the four sides |
        | `pad 1x2` | 1 above and below, 2 left and right |
        | `pad 0-1` | 0 above and left, 1 below and right |
        | `pad 0-1-2-3` | top, bottom, left, right |
        | `same` | enough for an output of ceil(input / stride); an odd row or column goes below or right |
        | `valid` | no padding (the default) |
        | `relu`, `no bias`, … | words for a value |
        | `as stem` | the layer's name |

        ## Sizes

        A tensor is a feature map, height x width x channels, or a vector of units. The kernels you choose determine the
        sizes: along each axis, the output of a window is
        `floor((input + padding - dilation * (kernel - 1) - 1) / stride) + 1`, with the padding of both sides. Windows
        don't cover a remainder at the end, unless a pooling has `ceil`.

        - A 3x3 kernel with `pad 1`, a 5x5 with `pad 2`, and a 7x7 with `pad 3` keep the size; with an additional `/2`
          they halve it.
        - `fc` and `mlp` flatten a map automatically, channel by channel (all of the first channel, row by row, then the
          next), as PyTorch does. A layer that needs a map can't follow a vector: use `reshape` to make one.
        - The output of `global avg pool` is a 1x1 map, not a vector. A network's output can be a map.
        - A size doesn't include the batch.

        `expect 7x7x512` is a contract: it changes nothing, and it is an error if the size differs. An axis written `?`
        can have any size. A contract can be anywhere in a list of layers, also in blocks; in longhand it is
        `expect: 7x7x512`. If a contract is contradicted, the layers after it are checked with the size of the layers or
        of the contract, whichever fits more of them.

        Costs are those of one sample's forward pass. Parameters are the learned values. Multiply-accumulates are those
        of convolutions, fully connected layers, and squeeze-and-excite; biases, norms, poolings, and joins count as
        none.

        Write `?` for a number that you want to leave open: a dimension of `input`, a kernel, stride, padding, dilation,
        filters, units, or `repeat`. `strata solve SPEC` shows every way to fill it in, and `strata shapes SPEC` the
        resulting sizes. Training needs all numbers.

        ## Initialization

        `init` sets the distribution of the initial weights of a convolution, a transposed convolution, `fc`, or `mlp`:
        `3x3 conv, 64, pad 1, init he, relu`, or `init: he` in longhand. The same seed produces the same numbers. The
        fan-in is the number of input values in the sum for one output value; the fan-out is the number of output values
        that one input value contributes to. The layers' pages have the formulas.

        | `init` | variance of a weight | suits | source |
        |---|---|---|---|
        | `he`, `he uniform` | 2 / fan-in | relu and its variants | He and others, Delving deep into rectifiers, 2015 |
        | `xavier`, `xavier uniform` | 2 / (fan-in + fan-out) | tanh, sigmoid | Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010 |
        | `lecun`, `lecun uniform` | 1 / fan-in | tanh, and layers without an activation | LeCun and others, Efficient BackProp, 1998 |
        | `orthogonal` | 1 / max(rows, columns) | deep stacks, recurrent and linear layers | Saxe and others, Exact solutions to the nonlinear dynamics of learning in deep linear neural networks, 2014 |
        | `default` | 1 / (3 * fan-in) | | PyTorch's layers: uniform up to 1 / sqrt(fan-in), biases too |

        `he`, `xavier`, and `lecun` draw from a normal distribution, and those with `uniform` from a uniform one with the
        same variance. With all but `default`, biases start at 0. The `default` of a transposed convolution uses its
        fan-out, as PyTorch does.

        `orthogonal` makes the rows of the weights orthogonal and of length 1, or the columns if those are fewer; a row
        has the weights of one output, as in PyTorch's `orthogonal_` with a gain of 1. It takes half a second for 3x3
        kernels between 512 channels, and half a minute for a fully connected layer of 4,096 x 4,096.

        ## Names

        - `, as NAME` names a layer in the notation. In longhand, the key `name` does, inside the braces or next to
          them. The same applies to blocks, joins, `residual`, `branches`, and `layers`. Names with spaces or commas
          must be quoted, in longhand.
        - Layers without a name get their kind and a number, counted in their scope: `conv1`, `conv2`, `pool1`, `norm1`,
          `activation1`, `fc1`; `add1` for a residual, `concat1` for joined branches, `basic1` for a block.
        - A name can be used once per scope, has at most 200 characters, can't contain a dot, and can't be `input`.
        - A scope is the body with all heads, one use of a block, or one pass of a `repeat`. Full names of layers inside
          start with the scope's name: `basic2.conv1`. The lists of `residual` and `branches` belong to the scope around
          them. The passes of a named repeat are numbered after a dot: `stage.1`, `stage.2`.
        - A join can use names above it, in its own scope and in those around it. Layers inside a block or a repeat
          can't be used outside: name the block, and join with its output.
        - Weights are saved under these names, for example `basic1.conv1.weight`.

        ## Lists of layers

        `body`, `head`, each block, and each head have a list of layers. An item is a line of the notation or a mapping:
        the longhand of a layer, a block with its parameters, or one of these:

        \(StructureTable.items)

        In the notation, these can follow a comma, in addition to the options of a layer:

        \(StructureTable.options)

        ## Blocks

        \(StructureTable.keys(of: .block))

        `define` contains blocks by name: a list of layers, or `layers` with parameters under `given`. A block is used
        like a layer, in notation or longhand, before or after its definition. Blocks can use other blocks, but not
        themselves.

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

        - Parameters without a default are required: `given: {width: , stride: 1}`, or as a list of names,
          `given: [width, stride]`. Names consist of letters, digits, and `_`. Those of blocks can also contain `-`, can't
          start with a digit, and can't be reserved words.
        - A value is a number, a size such as `3x3`, a word, `true`, or `false`. A value of two words, `hard swish`,
          needs longhand.
        - `$width` is replaced by the value, wherever a value can be: a number, a part of a size (`1x$k`), padding, a
          word, a layer's name, the value of a longhand key, or `repeat`. It can't be used in names, and only in the
          block that has the parameter. Pass it on to a block inside: `unit: {width: $width}`.
        - Arithmetic has `+`, `-`, `*`, `/`, parentheses, and whole numbers: `$width*4`, `($a+$b)/2`. Spaces are possible
          on both sides of a sign. Results must be whole numbers, at least 0; a division with a remainder is an error.
          `${k}x1` marks the end of a name.

        ## Counts relative to the input

        Where a number of filters, units, or groups is written, `channels` stands for the channels that come in, alone or
        in arithmetic. So a block fits every input, without a parameter:

        ```yaml
        model: Relative
        input: 32x32x16

        define:
          transition:                             # DenseNet: half of the channels, half of the map
            - batch norm
            - relu
            - 1x1 conv, channels/2, no bias
            - 2x2 avg pool
          inverted:                               # MobileNetV2: wide within, narrow between
            given: {expansion: 6}
            layers:
              - residual:
                  - 1x1 conv, channels*$expansion, relu6
                  - 3x3 depthwise conv, pad 1
                  - squeeze-excite channels/4
                  - 1x1 conv, channels/$expansion

        body:
          - inverted                              # 96 channels within, 16 after it
          - 3x3 conv, channels+16, pad 1, relu    # 32
          - group norm channels/8                 # 4 groups of 8 channels
          - transition                            # 16
          - inverted, expansion 3
        ```

        - These numbers can be relative: the filters of a `conv` and of a `transposed conv`, the units of an `fc` and of a
          `squeeze-excite`, and the groups of both convolutions, of a `group norm`, and of a `channel shuffle`.
        - `channels` is what comes into the line that it is written in, not into its block. So a block's parameter can't
          have it in its value. Of a vector, it is the number of units; for an `fc` after a map, the map's channels.
        - It can be multiplied and divided by whole numbers and by parameters, and added to and subtracted from them. The
          result must be a whole number of at least 1: half of 3 channels is an error.
        - It also works backwards: of `input: 8x8x?`, `1x1 conv, channels/2`, and `expect 8x8x32`, the input has 64
          channels.

        ## Repeats

        `repeat: 3` goes next to a longhand, a block, a structure, or `layers:`, which groups several layers. Every pass
        has its own weights.

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

        `residual:` is a list of layers whose output is added to its input. `shortcut:` next to it sets the path of the
        input: `identity` (unchanged, the default), `project` (if the sizes differ, a 1x1 convolution without bias and a
        batch norm, with the necessary stride and filters), or a list of layers. No activation is added.

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

        `branches:` runs several lists on the same input, and `join:` sets how their outputs are joined. An empty list,
        `[]`, passes the input through. `concat NAME`, `add NAME`, and `multiply NAME` join the current tensor with the
        output of a named layer above; separate several names with spaces. In longhand: `concat: NAME`,
        `concat: [A, B]`, or `concat: {with: NAME, crop: true}`.

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

        | join | must agree | output |
        |---|---|---|
        | `concat` | height and width (two vectors always do) | all channels, starting with the current tensor's or the first branch's |
        | `add` | the whole size | the sum |
        | `multiply` | the whole size, or the channels if one is 1x1 | the product; a 1x1 map scales channels |

        `crop` first crops the named maps to the current height and width, around their center. The longhand of a join
        has these keys:

        \(StructureTable.keys(of: .join))

        ## Heads

        \(StructureTable.keys(of: .head))

        `body` extracts features, and `head` computes the output from them; the network treats them as one list, and
        either can be omitted. `heads` contains several heads by name, each a list of layers or a mapping with `layers`.

        A head takes the body's output, or that of a layer above it, which `from` names. Each head computes an output of
        the network, except auxiliary ones: those with `from` but without `output: true`. They are used in training only.

        ```yaml
        model: Auxiliary
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

        A network with several outputs returns each by the name of its head. A list of layers can be empty, for the output
        of the layer itself, as in a feature pyramid:

        ```yaml
        model: Pyramid
        input: 64x64x3
        body:
          - 3x3 conv, 32, /2, pad 1, relu, as low
          - 3x3 conv, 32, /2, pad 1, relu, as middle
          - 3x3 conv, 32, /2, pad 1, relu, as high
          - upsample 2x
          - add middle, as wide
          - upsample 2x
          - add low
        heads:
          fine: ["3x3 conv, 32, pad 1"]
          medium: {from: wide, output: true, layers: ["3x3 conv, 32, pad 1"]}
          coarse: {from: high, output: true, layers: []}
        ```

        In training, each output has its own `target`, `loss`, and `weight`; what a head doesn't set is as in `train`. The
        loss of the network is the sum of those of its outputs, each times its weight. A target is a column of a table,
        `label` (the data's own target), or `input`, as in an autoencoder.

        ```yaml
        model: Penguins
        input: 2
        body:
          - fc 16, relu
        heads:
          species: {target: species, layers: [fc 3]}
          mass: {target: body_mass_g, loss: mean squared error, weight: 0.5, layers: [fc 1]}
        train:
          data: {csv: {file: penguins.csv, features: [bill_length_mm, bill_depth_mm]}}
        ```

        ## Includes

        `include: blocks.strata.yaml`, or a list of paths, makes the blocks of other specs available. A spec with only
        `define` serves that purpose. A path is relative to the spec's folder and can't leave it. Names of blocks must
        differ.

        ## Budgets

        \(StructureTable.keys(of: .budget))

        It is an error if the network costs more than its budget. A project's `.strata.yml` can set limits that a spec
        doesn't.
        """
}
