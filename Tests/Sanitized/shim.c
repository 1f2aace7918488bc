/// The shim over oneDNN: every function is called, with sizes that fit and sizes that don't, and everything it made is destroyed.
/// scripts/test-sanitized.sh compiles this with the shim, with the address, leak and undefined-behavior sanitizers.
#include "COneDNN.h"
#include "support.h"

#include <sanitizer/common_interface_defs.h>

static const char *step = "the beginning";
static strata_onednn_engine engine;
static strata_onednn_stream stream;

static void say_where(void) { fprintf(stderr, "This was in %s.\n", step); }

static void check(int status, const char *what) {
    step = what;
    CHECK(status == 0, "%s failed: %s", what, strata_onednn_status_name(status));
}

static strata_onednn_layout layout(int count, const int64_t *dimensions, enum strata_onednn_format format) {
    strata_onednn_layout made = NULL;
    check(strata_onednn_layout_create(&made, count, dimensions, format), "making a layout");
    return made;
}

static strata_onednn_layout query(strata_onednn_description description, enum strata_onednn_query what) {
    strata_onednn_layout made = NULL;
    check(strata_onednn_description_layout(&made, description, what, 0), "asking for a layout");
    return made;
}

typedef struct {
    strata_onednn_layout layout;
    strata_onednn_memory memory;
    floats values;
} tensor;

/// Takes the ownership of `layout`.
static tensor tensor_of(strata_onednn_layout layout) {
    tensor made = {.layout = layout, .values = filled((int64_t)strata_onednn_layout_bytes(layout) / 4)};
    check(strata_onednn_memory_create(&made.memory, layout, engine, made.values.values), "making a memory");
    return made;
}

static void release_tensor(tensor made) {
    strata_onednn_memory_destroy(made.memory);
    strata_onednn_layout_destroy(made.layout);
    release(made.values);
}

/// Executes a description with a scratchpad and, where it has one, the workspace, and destroys it if `is_done`.
static void execute(
    strata_onednn_description description, int count, const strata_onednn_argument *given, const tensor *workspace,
    int is_done) {
    CHECK(strata_onednn_description_implementation(description)[0], "a primitive has a name");
    strata_onednn_argument arguments[12];
    for (int i = 0; i < count; i++) arguments[i] = given[i];
    if (workspace && workspace->values.count > 0)
        arguments[count++] = (strata_onednn_argument){ONEDNN_WORKSPACE, workspace->memory};
    tensor scratchpad = tensor_of(query(description, ONEDNN_QUERY_SCRATCHPAD));
    if (scratchpad.values.count > 0)
        arguments[count++] = (strata_onednn_argument){ONEDNN_SCRATCHPAD, scratchpad.memory};
    strata_onednn_primitive primitive = NULL;
    check(strata_onednn_primitive_create(&primitive, description), "making a primitive");
    check(strata_onednn_primitive_execute(primitive, stream, count, arguments), "executing a primitive");
    check(strata_onednn_stream_wait(stream), "waiting");
    strata_onednn_primitive_destroy(primitive);
    release_tensor(scratchpad);
    if (is_done) strata_onednn_description_destroy(description);
}

static void check_layouts(void) {
    int64_t sizes[] = {2, 3, 4, 5, 6};
    strata_onednn_layout made = NULL;
    for (int count = 0; count <= 6; count++) {
        if (count == 0 || count == 6) {
            CHECK(strata_onednn_layout_create(&made, count, sizes, ONEDNN_PLAIN), "a layout of %d sizes", count);
            continue;
        }
        strata_onednn_layout plain = layout(count, sizes, ONEDNN_PLAIN),
                             last = layout(count, sizes, ONEDNN_CHANNELS_LAST);
        CHECK(strata_onednn_layout_equal(plain, last) == (count < 3), "layouts of %d sizes are equal", count);
        CHECK(strata_onednn_layout_bytes(plain) == strata_onednn_layout_bytes(last), "layouts of equal sizes");
        CHECK(strata_onednn_layout_channels(plain) == 0, "a plain layout has no blocks");
        CHECK(strata_onednn_layout_with_channels(&made, plain, 3), "a plain layout can't be filled up");
        strata_onednn_layout_destroy(plain);
        strata_onednn_layout_destroy(last);
        strata_onednn_layout_destroy(layout(count, sizes, ONEDNN_ANY));
    }
    CHECK(strata_onednn_layout_create(&made, 1, (int64_t[]){0}, ONEDNN_PLAIN), "a size of 0");
    CHECK(strata_onednn_layout_create(&made, 1, (int64_t[]){-1}, ONEDNN_PLAIN), "a size of -1");
    CHECK(strata_onednn_layout_create(&made, 2, (int64_t[]){INT64_MAX, 2}, ONEDNN_PLAIN), "a size that wraps");
}

/// A convolution of 3 x 3 over 11 channels into 13 filters, in the layouts that oneDNN chooses, and its gradients.
static void check_convolutions(void) {
    int64_t batch = 2, channels = 11, filters = 13, side = 9;
    const strata_onednn_window window = {{3, 3}, {1, 1}, {1, 1}, {1, 1}, {1, 1}};
    strata_onednn_layout source = layout(4, (int64_t[]){batch, channels, side, side}, ONEDNN_ANY);
    strata_onednn_layout destination = layout(4, (int64_t[]){batch, filters, side, side}, ONEDNN_ANY);
    strata_onednn_layout weights = layout(4, (int64_t[]){filters, channels, 3, 3}, ONEDNN_ANY);
    strata_onednn_layout bias = layout(1, &filters, ONEDNN_PLAIN);
    const strata_onednn_post_operation relu = {ONEDNN_RELU, 0, 0}, unknown = {99, 0, 0};
    strata_onednn_description forward = NULL, other = NULL;
    check(
        strata_onednn_convolution_forward(&forward, engine, 1, source, weights, bias, destination, &window, &relu),
        "a convolution");
    CHECK(
        strata_onednn_convolution_forward(&other, engine, 1, source, weights, bias, destination, &window, &unknown),
        "a convolution with an unknown function");
    CHECK(
        strata_onednn_convolution_forward(&other, engine, 1, weights, source, bias, destination, &window, NULL),
        "a convolution of sizes that don't fit");

    tensor from = tensor_of(query(forward, ONEDNN_QUERY_SOURCE));
    tensor kernel = tensor_of(query(forward, ONEDNN_QUERY_WEIGHTS));
    tensor to = tensor_of(query(forward, ONEDNN_QUERY_DESTINATION));
    tensor offset = tensor_of(layout(1, &filters, ONEDNN_PLAIN));
    strata_onednn_layout none = query(forward, ONEDNN_QUERY_SOURCE_GRADIENT);
    CHECK(strata_onednn_layout_bytes(none) == 0, "a forward convolution has no gradient");
    strata_onednn_layout_destroy(none);

    int64_t block = strata_onednn_layout_channel_block(to.layout);
    if (block > 0) {
        strata_onednn_layout filled_up = NULL, original = NULL;
        CHECK(strata_onednn_layout_channels(to.layout) == filters, "the filters are counted");
        check(strata_onednn_layout_with_channels(&filled_up, to.layout, 0), "filling a block up");
        CHECK(strata_onednn_layout_channels(filled_up) == 16, "a block is filled up");
        check(strata_onednn_layout_with_channels(&original, filled_up, filters), "taking channels away");
        CHECK(strata_onednn_layout_equal(original, to.layout), "the channels are the same again");
        strata_onednn_layout_destroy(filled_up);
        strata_onednn_layout_destroy(original);
        CHECK(strata_onednn_layout_with_channels(&original, to.layout, 17), "too many channels");
        CHECK(strata_onednn_layout_with_channels(&original, to.layout, -1), "a negative number of channels");
    }
    execute(
        forward, 4,
        (strata_onednn_argument[]){
            {ONEDNN_SOURCE, from.memory},
            {ONEDNN_WEIGHTS, kernel.memory},
            {ONEDNN_BIAS, offset.memory},
            {ONEDNN_DESTINATION, to.memory}},
        NULL, 0);
    for (int64_t i = 0; i < to.values.count; i++) CHECK(to.values.values[i] >= 0, "a relu gives no negative numbers");

    strata_onednn_description data = NULL, gradient = NULL;
    check(
        strata_onednn_convolution_backward_data(&data, engine, from.layout, kernel.layout, to.layout, &window, forward),
        "a convolution's gradient");
    execute(
        data, 3,
        (strata_onednn_argument[]){
            {ONEDNN_DESTINATION_GRADIENT, to.memory},
            {ONEDNN_WEIGHTS, kernel.memory},
            {ONEDNN_SOURCE_GRADIENT, from.memory}},
        NULL, 1);
    check(
        strata_onednn_convolution_backward_weights(
            &gradient, engine, from.layout, kernel.layout, offset.layout, to.layout, &window, forward),
        "the gradient of a convolution's weights");
    execute(
        gradient, 4,
        (strata_onednn_argument[]){
            {ONEDNN_SOURCE, from.memory},
            {ONEDNN_DESTINATION_GRADIENT, to.memory},
            {ONEDNN_WEIGHTS_GRADIENT, kernel.memory},
            {ONEDNN_BIAS_GRADIENT, offset.memory}},
        NULL, 1);

    strata_onednn_description_destroy(forward);
    strata_onednn_layout handles[] = {source, destination, weights, bias};
    for (int i = 0; i < 4; i++) strata_onednn_layout_destroy(handles[i]);
    release_tensor(from), release_tensor(kernel), release_tensor(to), release_tensor(offset);
}

static void check_inner_products(void) {
    int64_t units = 5;
    tensor source = tensor_of(layout(2, (int64_t[]){3, 7}, ONEDNN_PLAIN));
    tensor weights = tensor_of(layout(2, (int64_t[]){units, 7}, ONEDNN_PLAIN));
    tensor bias = tensor_of(layout(1, &units, ONEDNN_PLAIN));
    tensor destination = tensor_of(layout(2, (int64_t[]){3, units}, ONEDNN_PLAIN));
    strata_onednn_description forward = NULL, data = NULL, gradient = NULL;
    check(
        strata_onednn_inner_product_forward(
            &forward, engine, 1, source.layout, weights.layout, bias.layout, destination.layout, NULL),
        "an inner product");
    execute(
        forward, 4,
        (strata_onednn_argument[]){
            {ONEDNN_SOURCE, source.memory},
            {ONEDNN_WEIGHTS, weights.memory},
            {ONEDNN_BIAS, bias.memory},
            {ONEDNN_DESTINATION, destination.memory}},
        NULL, 0);
    for (int64_t i = 0; i < destination.values.count; i++) {
        double sum = bias.values.values[i % units];
        for (int64_t k = 0; k < 7; k++) {
            sum += (double)source.values.values[i / units * 7 + k] * weights.values.values[i % units * 7 + k];
        }
        CHECK(is_close(destination.values.values[i], sum), "an inner product gave %g", destination.values.values[i]);
    }
    check(
        strata_onednn_inner_product_backward_data(
            &data, engine, source.layout, weights.layout, destination.layout, forward),
        "an inner product's gradient");
    execute(
        data, 3,
        (strata_onednn_argument[]){
            {ONEDNN_DESTINATION_GRADIENT, destination.memory},
            {ONEDNN_WEIGHTS, weights.memory},
            {ONEDNN_SOURCE_GRADIENT, source.memory}},
        NULL, 1);
    check(
        strata_onednn_inner_product_backward_weights(
            &gradient, engine, source.layout, weights.layout, bias.layout, destination.layout, forward),
        "the gradient of an inner product's weights");
    execute(
        gradient, 4,
        (strata_onednn_argument[]){
            {ONEDNN_SOURCE, source.memory},
            {ONEDNN_DESTINATION_GRADIENT, destination.memory},
            {ONEDNN_WEIGHTS_GRADIENT, weights.memory},
            {ONEDNN_BIAS_GRADIENT, bias.memory}},
        NULL, 1);
    strata_onednn_description_destroy(forward);
    release_tensor(source), release_tensor(weights), release_tensor(bias), release_tensor(destination);
}

static void check_pooling(void) {
    const strata_onednn_window window = {{2, 2}, {2, 2}, {1, 1}, {0, 0}, {0, 0}};
    for (enum strata_onednn_pooling kind = ONEDNN_POOL_MAX; kind <= ONEDNN_POOL_AVERAGE_WITHOUT_PADDING; kind++) {
        tensor source = tensor_of(layout(4, (int64_t[]){2, 3, 6, 6}, ONEDNN_PLAIN));
        tensor destination = tensor_of(layout(4, (int64_t[]){2, 3, 3, 3}, ONEDNN_PLAIN));
        strata_onednn_description forward = NULL, backward = NULL;
        check(
            strata_onednn_pooling_forward(&forward, engine, 1, kind, source.layout, destination.layout, &window),
            "pooling");
        tensor workspace = tensor_of(query(forward, ONEDNN_QUERY_WORKSPACE));
        execute(
            forward, 2,
            (strata_onednn_argument[]){{ONEDNN_SOURCE, source.memory}, {ONEDNN_DESTINATION, destination.memory}},
            &workspace, 0);
        check(
            strata_onednn_pooling_backward(
                &backward, engine, kind, source.layout, destination.layout, &window, forward),
            "pooling's gradient");
        execute(
            backward, 2,
            (strata_onednn_argument[]){
                {ONEDNN_DESTINATION_GRADIENT, destination.memory},
                {ONEDNN_SOURCE_GRADIENT, source.memory}},
            &workspace, 1);
        strata_onednn_description_destroy(forward);
        release_tensor(source), release_tensor(destination), release_tensor(workspace);
    }
}

static void check_elementwise_functions(void) {
    for (int function = ONEDNN_RELU; function <= ONEDNN_LINEAR + 1; function++) {
        const strata_onednn_post_operation operation = {function, 1.0f / 6, 0.5f};
        tensor data = tensor_of(layout(2, (int64_t[]){3, 37}, ONEDNN_PLAIN));
        tensor gradient = tensor_of(layout(2, (int64_t[]){3, 37}, ONEDNN_PLAIN));
        strata_onednn_description forward = NULL, backward = NULL;
        int status = strata_onednn_elementwise_forward(&forward, engine, 1, data.layout, &operation);
        if (function > ONEDNN_LINEAR) {
            CHECK(status, "an unknown function was described");
        } else {
            check(status, "an elementwise function");
            int by_destination = function <= ONEDNN_CLIP && function != ONEDNN_RELU;
            check(
                strata_onednn_elementwise_backward(
                    &backward, engine, by_destination, gradient.layout, data.layout, &operation, forward),
                "an elementwise function's gradient");
            execute(
                forward, 2, (strata_onednn_argument[]){{ONEDNN_SOURCE, data.memory}, {ONEDNN_DESTINATION, data.memory}},
                NULL, 1);
            execute(
                backward, 3,
                (strata_onednn_argument[]){
                    {by_destination ? ONEDNN_DESTINATION : ONEDNN_SOURCE, data.memory},
                    {ONEDNN_DESTINATION_GRADIENT, gradient.memory},
                    {ONEDNN_SOURCE_GRADIENT, gradient.memory}},
                NULL, 1);
        }
        release_tensor(data), release_tensor(gradient);
    }
}

static void check_normalization(void) {
    int64_t channels = 19;
    for (int flags = 0; flags <= ONEDNN_NORM_RELU; flags += ONEDNN_NORM_RELU) {
        tensor data = tensor_of(layout(4, (int64_t[]){2, channels, 5, 5}, ONEDNN_PLAIN));
        tensor result = tensor_of(layout(4, (int64_t[]){2, channels, 5, 5}, ONEDNN_PLAIN));
        tensor values[6];
        for (int i = 0; i < 6; i++) values[i] = tensor_of(layout(1, &channels, ONEDNN_PLAIN));
        strata_onednn_description forward = NULL, backward = NULL;
        check(strata_onednn_batch_norm_forward(&forward, engine, 1, data.layout, 1e-5f, flags), "batch normalization");
        tensor workspace = tensor_of(query(forward, ONEDNN_QUERY_WORKSPACE));
        execute(
            forward, 6,
            (strata_onednn_argument[]){
                {ONEDNN_SOURCE, data.memory},
                {ONEDNN_DESTINATION, result.memory},
                {ONEDNN_MEAN, values[0].memory},
                {ONEDNN_VARIANCE, values[1].memory},
                {ONEDNN_SCALE, values[2].memory},
                {ONEDNN_SHIFT, values[3].memory}},
            &workspace, 0);
        check(
            strata_onednn_batch_norm_backward(&backward, engine, result.layout, data.layout, 1e-5f, flags, forward),
            "batch normalization's gradient");
        execute(
            backward, strata_onednn_batch_norm_backward_takes_shift() ? 9 : 8,
            (strata_onednn_argument[]){
                {ONEDNN_SOURCE, data.memory},
                {ONEDNN_DESTINATION_GRADIENT, result.memory},
                {ONEDNN_SOURCE_GRADIENT, result.memory},
                {ONEDNN_MEAN, values[0].memory},
                {ONEDNN_VARIANCE, values[1].memory},
                {ONEDNN_SCALE, values[2].memory},
                {ONEDNN_SCALE_GRADIENT, values[4].memory},
                {ONEDNN_SHIFT_GRADIENT, values[5].memory},
                {ONEDNN_SHIFT, values[3].memory}},
            &workspace, 1);
        strata_onednn_description_destroy(forward);

        check(
            strata_onednn_local_response_norm_forward(&forward, engine, 1, data.layout, 5, 1e-4f, 0.75f, 1),
            "local response normalization");
        tensor kept = tensor_of(query(forward, ONEDNN_QUERY_WORKSPACE));
        execute(
            forward, 2, (strata_onednn_argument[]){{ONEDNN_SOURCE, data.memory}, {ONEDNN_DESTINATION, result.memory}},
            &kept, 0);
        check(
            strata_onednn_local_response_norm_backward(
                &backward, engine, result.layout, data.layout, 5, 1e-4f, 0.75f, 1, forward),
            "local response normalization's gradient");
        tensor slope = tensor_of(layout(4, (int64_t[]){2, channels, 5, 5}, ONEDNN_PLAIN));
        execute(
            backward, 3,
            (strata_onednn_argument[]){
                {ONEDNN_SOURCE, data.memory},
                {ONEDNN_DESTINATION_GRADIENT, result.memory},
                {ONEDNN_SOURCE_GRADIENT, slope.memory}},
            &kept, 1);
        strata_onednn_description_destroy(forward);
        for (int i = 0; i < 6; i++) release_tensor(values[i]);
        release_tensor(data), release_tensor(result), release_tensor(workspace), release_tensor(kept);
        release_tensor(slope);
    }
}

static void check_resampling(void) {
    for (enum strata_onednn_resampling kind = ONEDNN_NEAREST; kind <= ONEDNN_BILINEAR; kind++) {
        tensor source = tensor_of(layout(4, (int64_t[]){1, 3, 4, 5}, ONEDNN_PLAIN));
        tensor destination = tensor_of(layout(4, (int64_t[]){1, 3, 8, 10}, ONEDNN_PLAIN));
        strata_onednn_description forward = NULL, backward = NULL;
        check(
            strata_onednn_resampling_forward(&forward, engine, 1, kind, source.layout, destination.layout),
            "resampling");
        check(
            strata_onednn_resampling_backward(&backward, engine, kind, source.layout, destination.layout, forward),
            "resampling's gradient");
        execute(
            forward, 2,
            (strata_onednn_argument[]){{ONEDNN_SOURCE, source.memory}, {ONEDNN_DESTINATION, destination.memory}}, NULL,
            1);
        execute(
            backward, 2,
            (strata_onednn_argument[]){
                {ONEDNN_DESTINATION_GRADIENT, destination.memory},
                {ONEDNN_SOURCE_GRADIENT, source.memory}},
            NULL, 1);
        release_tensor(source), release_tensor(destination);
    }
}

static void check_reorders_and_sums(void) {
    int64_t sizes[] = {2, 3, 4, 5};
    tensor plain = tensor_of(layout(4, sizes, ONEDNN_PLAIN)), last = tensor_of(layout(4, sizes, ONEDNN_CHANNELS_LAST));
    strata_onednn_description reorder = NULL, sum = NULL;
    check(strata_onednn_reorder(&reorder, engine, plain.layout, last.layout), "a reorder");
    execute(
        reorder, 2, (strata_onednn_argument[]){{ONEDNN_SOURCE, plain.memory}, {ONEDNN_DESTINATION, last.memory}}, NULL,
        1);
    CHECK(last.values.values[1] == plain.values.values[20], "the second channel comes second");
    tensor result = tensor_of(layout(4, sizes, ONEDNN_PLAIN));
    const strata_onednn_layout sources[] = {plain.layout, plain.layout, last.layout};
    CHECK(strata_onednn_sum(&sum, engine, result.layout, 0, sources), "a sum of nothing");
    check(strata_onednn_sum(&sum, engine, result.layout, 3, sources), "a sum");
    execute(
        sum, 4,
        (strata_onednn_argument[]){
            {ONEDNN_MANY_SOURCES, plain.memory},
            {ONEDNN_MANY_SOURCES + 1, plain.memory},
            {ONEDNN_MANY_SOURCES + 2, last.memory},
            {ONEDNN_DESTINATION, result.memory}},
        NULL, 1);
    for (int64_t i = 0; i < result.values.count; i++) {
        CHECK(is_close(result.values.values[i], 3 * plain.values.values[i]), "a sum gave %g", result.values.values[i]);
    }
    release_tensor(plain), release_tensor(last), release_tensor(result);
}

static void count_up(int index, void *context) { __atomic_fetch_add((int *)context + index, 1, __ATOMIC_RELAXED); }

static void check_threads(void) {
    for (int threads = 1; threads <= 3; threads++) {
        strata_onednn_set_threads(threads);
        CHECK(strata_onednn_threads() == threads, "%d threads, not %d", strata_onednn_threads(), threads);
        for (int count = 0; count < 9; count++) {
            int times[9] = {0};
            strata_onednn_parallel(count, count_up, times);
            for (int i = 0; i < 9; i++) CHECK(times[i] == (i < count), "index %d came %d times", i, times[i]);
        }
    }
    strata_onednn_set_threads(2);
}

int main(void) {
    __sanitizer_set_death_callback(say_where);
    CHECK(strata_onednn_version() >= 20600, "version %d", strata_onednn_version());
    for (int status = 0; status < 8; status++) CHECK(strata_onednn_status_name(status)[0], "a status has a name");
    check(strata_onednn_engine_create(&engine), "making an engine");
    check(strata_onednn_stream_create(&stream, engine), "making a stream");
    check_threads();
    check_layouts();
    check_convolutions();
    check_inner_products();
    check_pooling();
    check_elementwise_functions();
    check_normalization();
    check_resampling();
    check_reorders_and_sums();
    strata_onednn_stream_destroy(stream);
    strata_onednn_engine_destroy(engine);
    return 0;
}
