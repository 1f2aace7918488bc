#include "CKernels.h"
#include "vectors.h"

#include <string.h>

// To compute the gradient of a convolution's weights, oneDNN's AVX2 code pads the input's channels to eight: for a
// grayscale image, that's eight times the work. Here, a vector holds eight filters, and each weight of the window is
// one accumulator.

enum { MAX_COLUMNS = 6, MAX_PIXELS = 12 };

static int64_t vectors(const strata_narrow_convolution *c) { return (c->filters + LANES - 1) / LANES; }
static int64_t window(const strata_narrow_convolution *c) { return c->channels * c->kernel[0] * c->kernel[1]; }

// The size of the padded input that the windows cover, along one axis.
static int64_t reach(const strata_narrow_convolution *c, int axis) {
    return (c->output[axis] - 1) * c->stride[axis] + (c->kernel[axis] - 1) * c->dilation[axis] + 1;
}

// The number of floats for the sums at the start of a part's scratch memory: the gradients of the weights (vectors x
// window x lanes) and of the bias (vectors x lanes). One padded sample follows them.
static int64_t sums(const strata_narrow_convolution *c) { return vectors(c) * (window(c) + 1) * LANES; }

static int64_t scratch_size(const strata_narrow_convolution *c) {
    return (sums(c) + c->channels * reach(c, 0) * reach(c, 1) + 15) / 16 * 16;
}

size_t strata_narrow_convolution_scratch(strata_narrow_convolution convolution) {
    return (size_t)scratch_size(&convolution);
}

static void pad(const strata_narrow_convolution *c, const float *sample, float *padded) {
    int64_t height = reach(c, 0), width = reach(c, 1), top = c->padding_before[0], left = c->padding_before[1];
    int64_t rows = MIN(c->input[0], height - top), columns = MIN(c->input[1], width - left);
    memset(padded, 0, (size_t)(c->channels * height * width) * sizeof(float));
    if (columns <= 0) return;
    for (int64_t channel = 0; channel < c->channels; channel++) {
        for (int64_t row = 0; row < rows; row++) {
            memcpy(
                padded + (channel * height + top + row) * width + left,
                sample + (channel * c->input[0] + row) * c->input[1], (size_t)columns * sizeof(float));
        }
    }
}

// Adds one output row's share of the gradient of `columns` adjacent weights. Two pixels at a time, in separate sums, so
// that no addition waits for the one before it.
INLINE void add_row(
    int columns, const float *gradient, int64_t pitch, int64_t width, const float *source, int64_t stride,
    int64_t dilation, lanes *sums) {
    lanes even[MAX_COLUMNS], odd[MAX_COLUMNS];
    for (int i = 0; i < columns; i++) {
        even[i] = sums[i];
        odd[i] = (lanes){0};
    }
    int64_t pixel = 0;
    for (; pixel + 1 < width; pixel += 2) {
        lanes first = LOAD(gradient), second = LOAD(gradient + pitch);
        for (int i = 0; i < columns; i++) {
            even[i] += first * source[i * dilation];
            odd[i] += second * source[stride + i * dilation];
        }
        gradient += 2 * pitch;
        source += 2 * stride;
    }
    if (pixel < width) {
        lanes last = LOAD(gradient);
        for (int i = 0; i < columns; i++) even[i] += last * source[i * dilation];
    }
    for (int i = 0; i < columns; i++) sums[i] = even[i] + odd[i];
}

INLINE void add_pixels(const float *gradient, int64_t pitch, int64_t width, lanes *sum) {
    lanes even = {0}, odd = {0};
    int64_t pixel = 0;
    for (; pixel + 1 < width; pixel += 2) {
        even += LOAD(gradient + pixel * pitch);
        odd += LOAD(gradient + (pixel + 1) * pitch);
    }
    if (pixel < width) even += LOAD(gradient + pixel * pitch);
    *sum += even + odd;
}

// Handles all weights of one row of the window, in groups of columns as few and as equal in size as the registers
// allow.
INLINE void add_window_row(
    int64_t kernel, const float *gradient, int64_t pitch, int64_t width, const float *source, int64_t stride,
    int64_t dilation, lanes *sums) {
    int64_t groups = (kernel + MAX_COLUMNS - 1) / MAX_COLUMNS;
    for (int64_t group = 0, column = 0; group < groups; group++) {
        int64_t columns = (kernel - column) / (groups - group);
        const float *from = source + column * dilation;
        lanes *to = sums + column;
        switch (columns) {
        case 1: add_row(1, gradient, pitch, width, from, stride, dilation, to); break;
        case 2: add_row(2, gradient, pitch, width, from, stride, dilation, to); break;
        case 3: add_row(3, gradient, pitch, width, from, stride, dilation, to); break;
        case 4: add_row(4, gradient, pitch, width, from, stride, dilation, to); break;
        case 5: add_row(5, gradient, pitch, width, from, stride, dilation, to); break;
        default: add_row(6, gradient, pitch, width, from, stride, dilation, to); break;
        }
        column += columns;
    }
}

FOR_EACH_MACHINE
void strata_narrow_convolution_sum(
    strata_narrow_convolution convolution, const float *source, const float *gradient, int64_t first, int64_t last,
    float *scratch) {
    const strata_narrow_convolution *c = &convolution;
    lanes *weights = (lanes *)scratch, *bias = weights + vectors(c) * window(c);
    float *padded = scratch + sums(c);
    int64_t rows = reach(c, 0), columns = reach(c, 1), pixels = c->output[0] * c->output[1];
    int64_t blocks = (c->filters + c->block - 1) / c->block;
    memset(scratch, 0, (size_t)sums(c) * sizeof(float));
    for (int64_t sample = first; sample < last; sample++) {
        pad(c, source + sample * c->channels * c->input[0] * c->input[1], padded);
        for (int64_t vector = 0; vector < vectors(c); vector++) {
            int64_t block = vector * LANES / c->block, lane = vector * LANES % c->block;
            const float *map = gradient + (sample * blocks + block) * pixels * c->block + lane;
            for (int64_t row = 0; row < c->output[0]; row++) {
                const float *line = map + row * c->output[1] * c->block;
                lanes *to = weights + vector * window(c);
                for (int64_t channel = 0; channel < c->channels; channel++) {
                    for (int64_t i = 0; i < c->kernel[0]; i++) {
                        const float *from =
                            padded + (channel * rows + row * c->stride[0] + i * c->dilation[0]) * columns;
                        add_window_row(
                            c->kernel[1], line, c->block, c->output[1], from, c->stride[1], c->dilation[1], to);
                        to += c->kernel[1];
                    }
                }
                add_pixels(line, c->block, c->output[1], bias + vector);
            }
        }
    }
}

void strata_narrow_convolution_finish(
    strata_narrow_convolution convolution, const float *scratch, int64_t parts, float *weights, float *bias) {
    const strata_narrow_convolution *c = &convolution;
    int64_t size = scratch_size(c), count = window(c), biases = vectors(c) * count * LANES;
    for (int64_t filter = 0; filter < c->filters; filter++) {
        int64_t vector = filter / LANES, lane = filter % LANES;
        for (int64_t i = 0; i < count; i++) {
            float sum = 0;
            for (int64_t part = 0; part < parts; part++) {
                sum += scratch[part * size + (vector * count + i) * LANES + lane];
            }
            weights[filter * count + i] = sum;
        }
        if (!bias) continue;
        float sum = 0;
        for (int64_t part = 0; part < parts; part++) sum += scratch[part * size + biases + vector * LANES + lane];
        bias[filter] = sum;
    }
}

size_t strata_narrow_convolution_packed(strata_narrow_convolution convolution) {
    return (size_t)(vectors(&convolution) * (window(&convolution) + 1) * LANES);
}

// The packed layout has, for each vector of filters, the bias and then the weights.
void strata_narrow_convolution_pack(
    strata_narrow_convolution convolution, const float *weights, const float *bias, float *packed) {
    const strata_narrow_convolution *c = &convolution;
    int64_t count = window(c);
    memset(packed, 0, strata_narrow_convolution_packed(convolution) * sizeof(float));
    for (int64_t filter = 0; filter < c->filters; filter++) {
        float *to = packed + filter / LANES * (count + 1) * LANES + filter % LANES;
        if (bias) *to = bias[filter];
        for (int64_t i = 0; i < count; i++) to[(i + 1) * LANES] = weights[filter * count + i];
    }
}

// Computes adjacent pixels of eight filters. `source` is where the first pixel's window begins in the padded sample.
INLINE void sum_pixels(
    int pixels, int64_t stride, const strata_narrow_convolution *c, int rectified, const float *source,
    const float *packed, float *destination) {
    int64_t height = reach(c, 0), width = reach(c, 1);
    lanes sums[MAX_PIXELS];
    for (int pixel = 0; pixel < pixels; pixel++) sums[pixel] = LOAD(packed);
    for (int64_t channel = 0; channel < c->channels; channel++) {
        for (int64_t i = 0; i < c->kernel[0]; i++) {
            const float *from = source + (channel * height + i * c->dilation[0]) * width;
            for (int64_t j = 0; j < c->kernel[1]; j++) {
                packed += LANES;
                lanes weight = LOAD(packed);
                for (int pixel = 0; pixel < pixels; pixel++) sums[pixel] += weight * from[pixel * stride];
                from += c->dilation[1];
            }
        }
    }
    for (int pixel = 0; pixel < pixels; pixel++) {
        // NaN stays NaN.
        if (rectified) sums[pixel] = (lanes)((int_lanes)sums[pixel] & ~(sums[pixel] <= 0));
        *(lanes *)(destination + pixel * LANES) = sums[pixel];
    }
}

// Computes one row of the output, in groups of pixels as few and as equal in size as the registers allow.
INLINE void sum_row(
    int64_t stride, const strata_narrow_convolution *c, int rectified, const float *source, const float *packed,
    float *destination) {
    int64_t width = c->output[1], groups = (width + MAX_PIXELS - 1) / MAX_PIXELS;
    for (int64_t group = 0, column = 0; group < groups; group++) {
        int64_t pixels = (width - column) / (groups - group);
        const float *from = source + column * stride;
        float *to = destination + column * LANES;
        switch (pixels) {
        case 1: sum_pixels(1, stride, c, rectified, from, packed, to); break;
        case 2: sum_pixels(2, stride, c, rectified, from, packed, to); break;
        case 3: sum_pixels(3, stride, c, rectified, from, packed, to); break;
        case 4: sum_pixels(4, stride, c, rectified, from, packed, to); break;
        case 5: sum_pixels(5, stride, c, rectified, from, packed, to); break;
        case 6: sum_pixels(6, stride, c, rectified, from, packed, to); break;
        case 7: sum_pixels(7, stride, c, rectified, from, packed, to); break;
        case 8: sum_pixels(8, stride, c, rectified, from, packed, to); break;
        case 9: sum_pixels(9, stride, c, rectified, from, packed, to); break;
        case 10: sum_pixels(10, stride, c, rectified, from, packed, to); break;
        case 11: sum_pixels(11, stride, c, rectified, from, packed, to); break;
        default: sum_pixels(12, stride, c, rectified, from, packed, to); break;
        }
        column += pixels;
    }
}

FOR_EACH_MACHINE
void strata_narrow_convolution_forward(
    strata_narrow_convolution convolution, int rectified, const float *source, const float *packed, float *destination,
    int64_t first, int64_t last, float *scratch) {
    const strata_narrow_convolution *c = &convolution;
    int64_t width = reach(c, 1), line = c->output[1] * LANES;
    float *to = destination + first * vectors(c) * c->output[0] * line;
    for (int64_t sample = first; sample < last; sample++) {
        pad(c, source + sample * c->channels * c->input[0] * c->input[1], scratch);
        for (int64_t vector = 0; vector < vectors(c); vector++) {
            const float *weights = packed + vector * (window(c) + 1) * LANES;
            for (int64_t row = 0; row < c->output[0]; row++, to += line) {
                const float *from = scratch + row * c->stride[0] * width;
                if (c->stride[1] == 1) {
                    sum_row(1, c, rectified, from, weights, to);
                } else {
                    sum_row(c->stride[1], c, rectified, from, weights, to);
                }
            }
        }
    }
}
