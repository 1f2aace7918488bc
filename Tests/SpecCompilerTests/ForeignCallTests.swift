import SpecCompiler
import SpecText
import Testing

/// Lines of PyTorch or Keras code that people paste into a spec.
@Suite("Calls of other frameworks") struct ForeignCallTests {
    private func spec(_ layer: String, optimizer: String = "adamw") -> SourceFile {
        SourceFile(
            path: "test",
            text: """
                model: Pasted
                input: 32x32x32
                body:
                  - \(layer)
                train:
                  optimizer: \(optimizer)
                """)
    }

    /// The fix that the only finding of a spec offers, if any, after checking that it leaves no finding.
    private func offered(_ source: SourceFile) throws -> String? {
        let errors = SpecCompiler.compile(source).diagnostics.filter { $0.severity == .error }
        let finding = try #require(errors.count == 1 ? errors.first : nil, "\(errors)")
        guard let fix = finding.fixes.first else { return nil }
        let left = SpecCompiler.compile(source.applying(fix.edits)).diagnostics
        #expect(!left.contains { $0.severity == .error }, "\(left)")
        return fix.edits.first?.replacement
    }

    @Test(
        "calls of other frameworks are offered in the notation",
        arguments: [
            "nn.Conv2d(3, 64, kernel_size=3)": "3x3 conv, 64",
            "Conv2d(3, 32, 3, stride=(2, 2), padding=1, bias=False)": "3x3 conv, 32, /2, pad 1, no bias",
            "self.conv1 = nn.Conv2d(32, 64, (1, 7), groups=32)": "1x7 conv, 64, groups 32",
            "Conv2D(32, (3, 3), activation='relu', input_shape=(28, 28, 1))": "3x3 conv, 32, relu",
            "layers.Conv2D(16, 3, strides=2, padding=\"same\")": "3x3 conv, 16, /2, same",
            "ConvTranspose2d(32, 16, 2, stride=2)": "2x2 transposed conv, 16, /2",
            "MaxPool2d(2)": "2x2 max pool",
            "MaxPool2d(2, 2)": "2x2 max pool",
            "MaxPool2d(3, stride=1, padding=1)": "3x3 max pool, /1, pad 1",
            "MaxPooling2D()": "2x2 max pool",
            "AveragePooling2D(pool_size=(2, 2))": "2x2 avg pool",
            "AdaptiveAvgPool2d((1, 1))": "global avg pool",
            "AdaptiveAvgPool2d(7)": "adaptive avg pool 7",
            "GlobalAveragePooling2D()": "global avg pool",
            "BatchNorm2d(64)": "batch norm",
            "BatchNorm2d(64, eps=1e-3, momentum=0.01)": "batch norm, epsilon 1e-3, momentum 0.01",
            "BatchNormalization(momentum=0.99)": "batch norm, epsilon 0.001, momentum 0.01",
            "Conv2d(3, 64, 3, 1, 0, 1, 1, True, 'zeros')": "3x3 conv, 64",
            "GroupNorm(4, 32)": "group norm 4",
            "LeakyReLU(0.1)": "leaky relu 0.1",
            "Upsample(scale_factor=2, mode='bilinear')": "upsample 2x, bilinear",
            "nn.Dropout(p=0.5)": "dropout 0.5",
            "ReLU(inplace=True)": "relu",
            "SeparableConv2D(64, 3, padding='same', activation='relu')": "3x3 separable conv, 64, same, relu",
            "LogSoftmax(dim=1)": "log softmax",
            "Conv2d(3, 64, 3, padding_mode='reflect')": "3x3 conv, 64",
            "ReflectionPad2d(3)": "reflect pad 3",
            "nn.ReplicationPad2d((1, 2, 3, 4))": "replicate pad 3-4-1-2",
            "ZeroPad2d((0, 1, 0, 1))": "zero pad 0-1",
            "ZeroPadding2D()": "zero pad 1",
            "ZeroPadding2D((1, 2))": "zero pad 1x2",
            "PixelUnshuffle(2)": "pixel unshuffle 2",
            "Activation('tanh')": "tanh",
            "Flatten()": "flatten",
            "nn.Linear(512, 10)": "fc 10",
            "Dense(128, activation='relu')": "fc 128, relu",
        ])
    func layers(_ call: String, _ line: String) throws {
        #expect(try offered(spec(call)) == line)
    }

    @Test(
        "an optimizer of another framework is offered in the notation",
        arguments: [
            "SGD(model.parameters(), lr=0.1, momentum=0.9)": "sgd, rate 0.1, momentum 0.9",
            "SGD(lr=0.1)": "sgd, rate 0.1, momentum 0",
            "SGD(0.01, 0.9)": "sgd, rate 0.01, momentum 0.9",
            "Adam(5e-4)": "adamw, rate 5e-4, decay 0",
            "Adam(learning_rate=0.001)": "adamw, rate 0.001, decay 0",
            "AdamW(lr=1e-3, weight_decay=0.05)": "adamw, rate 1e-3, decay 0.05",
        ])
    func optimizers(_ call: String, _ line: String) throws {
        #expect(try offered(spec("relu", optimizer: call)) == line)
    }

    @Test(
        "padding other than zeros is a line before the layer",
        arguments: [
            "nn.Conv2d(3, 64, 3, padding=1, padding_mode='reflect')": ("reflect pad 1", "3x3 conv, 64"),
            "Conv2d(3, 64, 5, 2, 2, padding_mode='replicate', bias=False)":
                ("replicate pad 2", "5x5 conv, 64, /2, no bias"),
        ])
    func paddedApart(_ call: String, _ lines: (String, String)) throws {
        let findings = SpecCompiler.compile(spec(call)).diagnostics
        let finding = try #require(findings.first { $0.rule.name == "notation" })
        #expect(finding.help?.hasSuffix("`- \(lines.0)` and `- \(lines.1)`") == true, "\(finding.help ?? "")")
    }

    /// If the translation isn't certain, the message only shows an example.
    @Test(
        "calls that the notation can't express exactly aren't offered",
        arguments: [
            "Conv2d(3, 64)", "Conv2d(3, 64, 3.5)", "Conv2d(3, 64, 3, padding=1, padding_mode='circular')",
            "Conv2d(3, 64, 3, padding=1, padding_mode='reflect')",
            "Dense(10, activation='softmax')",
            "Conv2d(3, 64, kernel_size=3",
            "x = Conv2D(32, 3)(x)", "MyBlock(3, 64)", "Conv2d(3, 64, 3, kernel_size=3)", "LayerNorm(64)",
            "F.relu(self.conv2(x))", "ReLU(6)", "AveragePooling2D(2, padding='same')", "nn.Dropout2d(0.5)",
            "nn.LSTM(3, 64)",
        ])
    func uncertain(_ call: String) throws {
        #expect(try offered(spec(call)) == nil)
    }
}
