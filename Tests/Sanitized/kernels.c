/// The kernels of random sizes, each held to the sum that defines it, written out as loops. scripts/test-sanitized.sh compiles
/// this with the kernels for several machines, with the address and undefined-behavior sanitizers.
///
///     kernels CASES [FIRST_SEED]
#include "CKernels.h"
#include "support.h"

#include <sanitizer/common_interface_defs.h>
#include <string.h>

/// A window that moves over a map, and the sizes of the map and of the result.
typedef struct {
    int64_t kernel[2], stride[2], dilation[2], padding[2], input[2], output[2];
} window;

static window random_window(const int64_t *most_kernel, const int64_t *most_output) {
    window made;
    for (int axis = 0; axis < 2; axis++) {
        made.kernel[axis] = between(1, most_kernel[axis]);
        made.stride[axis] = between(1, 3);
        made.dilation[axis] = between(1, 2);
        made.padding[axis] = between(0, 3);
        made.output[axis] = between(1, most_output[axis]);
        int64_t reached = (made.output[axis] - 1) * made.stride[axis] + (made.kernel[axis] - 1) * made.dilation[axis]
            + 1 - made.padding[axis];
        // Sometimes there is more input than the last window reaches, sometimes less: the rest is padding.
        made.input[axis] = reached + between(-2, 2);
        if (made.input[axis] < 1) made.input[axis] = 1;
    }
    return made;
}

/// Where a place of the window at a place of the output is in the input; -1 if that is in the padding.
static int64_t place_in_input(const window *w, int64_t row, int64_t column, int64_t i, int64_t j) {
    int64_t y = row * w->stride[0] + i * w->dilation[0] - w->padding[0];
    int64_t x = column * w->stride[1] + j * w->dilation[1] - w->padding[1];
    return y < 0 || x < 0 || y >= w->input[0] || x >= w->input[1] ? -1 : y * w->input[1] + x;
}

static strata_narrow_convolution narrow(
    const window *w, int64_t batch, int64_t channels, int64_t filters, int64_t block) {
    strata_narrow_convolution made = {.batch = batch, .channels = channels, .filters = filters, .block = block};
    memcpy(made.input, w->input, sizeof made.input);
    memcpy(made.output, w->output, sizeof made.output);
    memcpy(made.kernel, w->kernel, sizeof made.kernel);
    memcpy(made.stride, w->stride, sizeof made.stride);
    memcpy(made.dilation, w->dilation, sizeof made.dilation);
    memcpy(made.padding_before, w->padding, sizeof made.padding_before);
    return made;
}

static void check_convolution(void) {
    int64_t channels = between(1, 7), filters = between(1, 20), batch = between(1, 3), rectified = between(0, 1);
    window w = random_window((int64_t[]){6, 6}, (int64_t[]){5, 40});
    strata_narrow_convolution shape = narrow(&w, batch, channels, filters, 8);
    int64_t blocks = (filters + 7) / 8, pixels = w.output[0] * w.output[1], area = w.input[0] * w.input[1];
    int64_t places = w.kernel[0] * w.kernel[1];
    floats source = filled(batch * channels * area), weights = filled(filters * channels * places);
    floats bias = filled(filters), packed = uninitialized((int64_t)strata_narrow_convolution_packed(shape));
    floats scratch = uninitialized((int64_t)strata_narrow_convolution_scratch(shape));
    floats result = uninitialized(batch * blocks * pixels * 8);
    const float *given = between(0, 1) ? bias.values : NULL;
    strata_narrow_convolution_pack(shape, weights.values, given, packed.values);
    int64_t middle = between(0, batch);
    strata_narrow_convolution_forward(
        shape, (int)rectified, source.values, packed.values, result.values, middle, batch, scratch.values);
    strata_narrow_convolution_forward(
        shape, (int)rectified, source.values, packed.values, result.values, 0, middle, scratch.values);
    for (int64_t sample = 0; sample < batch; sample++) {
        for (int64_t filter = 0; filter < blocks * 8; filter++) {
            for (int64_t pixel = 0; pixel < pixels; pixel++) {
                double sum = filter < filters && given ? given[filter] : 0;
                for (int64_t channel = 0; filter < filters && channel < channels; channel++) {
                    for (int64_t k = 0; k < places; k++) {
                        int64_t at = place_in_input(
                            &w, pixel / w.output[1], pixel % w.output[1], k / w.kernel[1], k % w.kernel[1]);
                        if (at < 0) continue;
                        sum += (double)weights.values[(filter * channels + channel) * places + k]
                            * source.values[(sample * channels + channel) * area + at];
                    }
                }
                if (rectified && sum < 0) sum = 0;
                float value = result.values[((sample * blocks + filter / 8) * pixels + pixel) * 8 + filter % 8];
                CHECK(is_close(value, sum), "a convolution gave %g, not %g", value, sum);
            }
        }
    }
    release(source), release(weights), release(bias), release(packed), release(scratch), release(result);
}

static void check_convolution_gradient(void) {
    int64_t channels = between(1, 4), filters = between(1, 20), batch = between(1, 3), block = between(1, 2) * 8;
    window w = random_window((int64_t[]){8, 13}, (int64_t[]){6, 6});
    strata_narrow_convolution shape = narrow(&w, batch, channels, filters, block);
    int64_t blocks = (filters + block - 1) / block, pixels = w.output[0] * w.output[1], area = w.input[0] * w.input[1];
    int64_t places = w.kernel[0] * w.kernel[1], size = (int64_t)strata_narrow_convolution_scratch(shape);
    floats source = filled(batch * channels * area), gradient = filled(batch * blocks * pixels * block);
    for (int64_t i = 0; i < gradient.count; i++) {
        if (i / (pixels * block) % blocks * block + i % block >= filters) gradient.values[i] = 0;
    }
    floats scratch = uninitialized(size * batch), weights = uninitialized(filters * channels * places);
    floats bias = uninitialized(filters);
    for (int64_t sample = 0; sample < batch; sample++) {
        strata_narrow_convolution_sum(
            shape, source.values, gradient.values, sample, sample + 1, scratch.values + sample * size);
    }
    float *wanted = between(0, 3) ? bias.values : NULL;
    strata_narrow_convolution_finish(shape, scratch.values, batch, weights.values, wanted);
    for (int64_t filter = 0; filter < filters; filter++) {
        const float *slopes = gradient.values + filter / block * pixels * block + filter % block;
        double total = 0;
        for (int64_t sample = 0; sample < batch; sample++) {
            for (int64_t pixel = 0; pixel < pixels; pixel++) {
                total += slopes[(sample * blocks * pixels + pixel) * block];
            }
        }
        if (wanted) CHECK(is_close(wanted[filter], total), "a bias' gradient is %g, not %g", wanted[filter], total);
        for (int64_t i = 0; i < channels * places; i++) {
            int64_t channel = i / places, k = i % places;
            double sum = 0;
            for (int64_t sample = 0; sample < batch; sample++) {
                for (int64_t pixel = 0; pixel < pixels; pixel++) {
                    int64_t at =
                        place_in_input(&w, pixel / w.output[1], pixel % w.output[1], k / w.kernel[1], k % w.kernel[1]);
                    if (at < 0) continue;
                    sum += (double)source.values[(sample * channels + channel) * area + at]
                        * slopes[(sample * blocks * pixels + pixel) * block];
                }
            }
            float value = weights.values[filter * channels * places + i];
            CHECK(is_close(value, sum), "a weight's gradient is %g, not %g", value, sum);
        }
    }
    release(source), release(gradient), release(scratch), release(weights), release(bias);
}

static void check_dense_product(void) {
    // Up to three blocks of the inputs.
    int64_t batch = between(1, 20), inputs = between(0, 3) ? between(1, 60) : between(1, 1100);
    int64_t panels = between(1, 3), units = panels * DENSE_PANEL;
    int rectified = (int)between(0, 1);
    floats source = filled(batch * inputs), weights = filled(inputs * units), bias = filled(units);
    floats result = uninitialized(batch * units);
    const float *given = between(0, 1) ? bias.values : NULL;
    strata_dense_product shape = {batch, inputs, units};
    int64_t middle = between(0, panels);
    strata_dense_product_forward(shape, rectified, source.values, weights.values, given, result.values, middle, panels);
    strata_dense_product_forward(shape, rectified, source.values, weights.values, given, result.values, 0, middle);
    for (int64_t i = 0; i < batch * units; i++) {
        double sum = given ? given[i % units] : 0;
        for (int64_t k = 0; k < inputs; k++) {
            sum += (double)source.values[i / units * inputs + k] * weights.values[k * units + i % units];
        }
        if (rectified && sum < 0) sum = 0;
        CHECK(is_close(result.values[i], sum), "a dense layer gave %g, not %g", result.values[i], sum);
    }
    release(source), release(weights), release(bias), release(result);
}

static void check_max_pooling(void) {
    window w;
    for (int axis = 0; axis < 2; axis++) {
        w.kernel[axis] = between(1, between(0, 9) ? 4 : 15);
        w.stride[axis] = between(1, 3);
        w.dilation[axis] = 1;
        w.padding[axis] = between(0, w.kernel[axis] - 1);
        w.input[axis] = between(1, 12);
        // Every window has to look at one place of the map at least.
        int64_t most = (w.input[axis] - 1 + w.padding[axis]) / w.stride[axis] + 1;
        w.output[axis] = between(1, most);
    }
    int64_t maps = between(1, 3), area = w.input[0] * w.input[1], pixels = w.output[0] * w.output[1];
    int rectified = (int)between(0, 1);
    strata_max_pooling shape;
    memcpy(shape.input, w.input, sizeof shape.input);
    memcpy(shape.output, w.output, sizeof shape.output);
    memcpy(shape.kernel, w.kernel, sizeof shape.kernel);
    memcpy(shape.stride, w.stride, sizeof shape.stride);
    memcpy(shape.padding_before, w.padding, sizeof shape.padding_before);
    floats source = filled(maps * area * 8), gradient = filled(maps * pixels * 8);
    if (between(0, 1)) source.values[between(0, source.count - 1)] = NAN;
    floats pooled = uninitialized(gradient.count), again = uninitialized(gradient.count);
    floats back = uninitialized(source.count), expected = uninitialized(source.count);
    uint8_t *places = malloc((size_t)gradient.count);
    CHECK(places, "out of memory");
    int64_t middle = between(0, maps);
    strata_max_pooling_forward(shape, rectified, source.values, pooled.values, places, middle, maps);
    strata_max_pooling_forward(shape, rectified, source.values, pooled.values, places, 0, middle);
    strata_max_pooling_forward(shape, rectified, source.values, again.values, NULL, 0, maps);
    strata_max_pooling_backward(shape, gradient.values, places, back.values, middle, maps);
    strata_max_pooling_backward(shape, gradient.values, places, back.values, 0, middle);
    CHECK(
        !memcmp(pooled.values, again.values, (size_t)pooled.count * sizeof(float)),
        "pooling depends on whether the places are wanted");
    memset(expected.values, 0, (size_t)expected.count * sizeof(float));
    for (int64_t i = 0; i < gradient.count; i++) {
        int64_t map = i / (pixels * 8), pixel = i / 8 % pixels, lane = i % 8, best = -1;
        int is_number = 1;
        for (int64_t k = 0; k < w.kernel[0] * w.kernel[1]; k++) {
            int64_t at = place_in_input(&w, pixel / w.output[1], pixel % w.output[1], k / w.kernel[1], k % w.kernel[1]);
            if (at < 0) continue;
            at = (map * area + at) * 8 + lane;
            is_number &= !isnan(source.values[at]);
            if (best < 0 || source.values[at] > source.values[best]) best = at;
        }
        if (!is_number) {
            CHECK(isnan(pooled.values[i]), "pooling lost what is no number");
            // Which place its gradient goes to is checked by Swift's tests; here only that the others get none of it.
            gradient.values[i] = 0;
            continue;
        }
        CHECK(pooled.values[i] == source.values[best], "pooling gave %g", pooled.values[i]);
        if (!rectified || source.values[best] > 0) expected.values[best] += gradient.values[i];
    }
    strata_max_pooling_backward(shape, gradient.values, places, back.values, 0, maps);
    for (int64_t i = 0; i < back.count; i++) {
        CHECK(is_close(back.values[i], expected.values[i]), "pooling's gradient is %g", back.values[i]);
    }
    free(places);
    release(source), release(gradient), release(pooled), release(again), release(back), release(expected);
}

static const struct {
    const char *name;
    void (*run)(void);
} checks[] = {
    {"a convolution", check_convolution},
    {"a convolution's gradient", check_convolution_gradient},
    {"a dense layer's product", check_dense_product},
    {"max pooling", check_max_pooling},
};

static uint64_t seed;
static size_t current;

static void say_where(void) {
    fprintf(stderr, "This was %s with seed %llu.\n", checks[current].name, (unsigned long long)seed);
}

int main(int count, char **arguments) {
    CHECK(count == 2 || count == 3, "usage: kernels CASES [FIRST_SEED]");
    __sanitizer_set_death_callback(say_where);
    uint64_t cases = strtoull(arguments[1], NULL, 10), first = count == 3 ? strtoull(arguments[2], NULL, 10) : 0;
    for (seed = first; seed < first + cases; seed++) {
        for (current = 0; current < sizeof checks / sizeof *checks; current++) {
            state = seed * 16 + current;
            checks[current].run();
        }
    }
    return 0;
}
