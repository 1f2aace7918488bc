/// oneDNN's C API under one set of names, whether version 2.6 (Debian 12) or 3.x lies below.
///
/// Version 2 passes memory descriptors by value and goes through operation descriptors; version 3 made descriptors opaque
/// and creates primitive descriptors directly. Here all of them are opaque handles, everything is float32 on the CPU, and
/// every primitive takes its scratchpad from the caller. A function gives oneDNN's status: 0 is success.
#ifndef STRATA_CONEDNN_H
#define STRATA_CONEDNN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct onednn_engine_s *onednn_engine;
typedef struct onednn_stream_s *onednn_stream;
typedef struct onednn_layout_s *onednn_layout;          // a memory descriptor
typedef struct onednn_description_s *onednn_description;  // a primitive descriptor
typedef struct onednn_primitive_s *onednn_primitive;
typedef struct onednn_memory_s *onednn_memory;

/// The most dimensions of a tensor.
enum { ONEDNN_MAX_DIMENSIONS = 12 };

/// An argument of a primitive: which one, and its memory. Laid out as `dnnl_exec_arg_t`.
typedef struct {
    int32_t name;
    onednn_memory memory;
} onednn_argument;

enum onednn_argument_name {
    ONEDNN_SOURCE = 1,
    ONEDNN_SOURCE_1 = 2,
    ONEDNN_DESTINATION = 17,
    ONEDNN_WEIGHTS = 33,
    ONEDNN_BIAS = 41,
    ONEDNN_MEAN = 49,
    ONEDNN_VARIANCE = 50,
    ONEDNN_SCALE = 51,
    ONEDNN_SHIFT = 52,
    ONEDNN_WORKSPACE = 64,
    ONEDNN_SCRATCHPAD = 80,
    ONEDNN_SOURCE_GRADIENT = 129,
    ONEDNN_DESTINATION_GRADIENT = 145,
    ONEDNN_WEIGHTS_GRADIENT = 161,
    ONEDNN_BIAS_GRADIENT = 169,
    ONEDNN_SCALE_GRADIENT = 255,
    ONEDNN_SHIFT_GRADIENT = 256,
    /// The first of several sources, of a sum or a concatenation.
    ONEDNN_MANY_SOURCES = 1024,
};

/// How a tensor lies in memory.
enum onednn_format {
    /// Left to the primitive.
    ONEDNN_ANY,
    /// Row-major, the last dimension running fastest (N, C, H, W for a batch of maps).
    ONEDNN_PLAIN,
    /// The second dimension runs fastest (N, H, W, C for a batch of maps).
    ONEDNN_CHANNELS_LAST,
};

enum onednn_elementwise {
    ONEDNN_RELU,      // alpha: slope of the negative side
    ONEDNN_TANH,
    ONEDNN_SIGMOID,
    ONEDNN_CLIP,      // alpha: lower, beta: upper bound
    ONEDNN_GELU,
    ONEDNN_SWISH,     // x * sigmoid(alpha * x)
    ONEDNN_HARD_SWISH,
    ONEDNN_ELU,
    ONEDNN_MISH,
    ONEDNN_LINEAR,    // alpha * x + beta
};

enum onednn_pooling { ONEDNN_POOL_MAX, ONEDNN_POOL_AVERAGE_WITH_PADDING, ONEDNN_POOL_AVERAGE_WITHOUT_PADDING };

enum onednn_binary { ONEDNN_ADD, ONEDNN_MULTIPLY };

/// Which memory of a primitive is asked for.
enum onednn_query {
    ONEDNN_QUERY_SOURCE,
    ONEDNN_QUERY_SOURCE_GRADIENT,
    ONEDNN_QUERY_WEIGHTS,
    ONEDNN_QUERY_WEIGHTS_GRADIENT,
    ONEDNN_QUERY_DESTINATION,
    ONEDNN_QUERY_DESTINATION_GRADIENT,
    ONEDNN_QUERY_WORKSPACE,
    ONEDNN_QUERY_SCRATCHPAD,
};

enum onednn_batch_norm_flags {
    ONEDNN_NORM_GIVEN_STATISTICS = 1,
    ONEDNN_NORM_RELU = 2,
};

/// An elementwise function that a primitive applies to its result.
typedef struct {
    int function;  // onednn_elementwise
    float alpha;
    float beta;
} onednn_post_operation;

/// The sliding window of a convolution or a pooling, height before width. A dilation of 1 is none.
typedef struct {
    int64_t kernel[2];
    int64_t stride[2];
    int64_t dilation[2];
    int64_t padding_before[2];
    int64_t padding_after[2];
} onednn_window;

/// The version of the library that runs, e.g. 20603.
int onednn_version(void);
const char *onednn_status_name(int status);

/// The threads that oneDNN's OpenMP uses for primitives that the calling thread creates and executes.
/// Without OpenMP this does nothing, and the count is 1.
void onednn_set_threads(int count);
int onednn_threads(void);

/// Calls `body` with each index from 0 to below `count`, on OpenMP's own threads, which oneDNN has warm already, or one
/// after the other without OpenMP.
void onednn_parallel(int count, void (*body)(int index, void *context), void *context);

int onednn_engine_create(onednn_engine *engine);
void onednn_engine_destroy(onednn_engine engine);
int onednn_stream_create(onednn_stream *stream, onednn_engine engine);
void onednn_stream_destroy(onednn_stream stream);
int onednn_stream_wait(onednn_stream stream);

/// Fails (instead of wrapping, as oneDNN itself does) where the size in bytes might not fit 64 bits.
int onednn_layout_create(onednn_layout *layout, int count, const int64_t *dimensions, enum onednn_format format);
int onednn_layout_copy(onednn_layout *layout, onednn_layout other);
/// The same memory, of maps whose channels lie in blocks, with another number of channels in the last block; with 0, as many as
/// fill it. Fails where the channels don't lie in blocks, or the memory would not be the same.
int onednn_layout_with_channels(onednn_layout *layout, onednn_layout other, int64_t channels);
/// The number of channels of maps that lie in blocks; 0 of anything else.
int64_t onednn_layout_channels(onednn_layout layout);
/// How many channels lie side by side, of maps that lie in blocks of channels; 0 of anything else.
int64_t onednn_layout_channel_block(onednn_layout layout);
void onednn_layout_destroy(onednn_layout layout);
int onednn_layout_equal(onednn_layout a, onednn_layout b);
size_t onednn_layout_bytes(onednn_layout layout);

int onednn_memory_create(onednn_memory *memory, onednn_layout layout, onednn_engine engine, void *pointer);
void onednn_memory_destroy(onednn_memory memory);

/// Gives a copy of the layout, of zero bytes if the primitive has no such memory.
int onednn_description_layout(
    onednn_layout *layout, onednn_description description, enum onednn_query what, int index);
/// The name of the implementation, owned by oneDNN.
const char *onednn_description_implementation(onednn_description description);
void onednn_description_destroy(onednn_description description);

int onednn_primitive_create(onednn_primitive *primitive, onednn_description description);
void onednn_primitive_destroy(onednn_primitive primitive);
int onednn_primitive_execute(
    onednn_primitive primitive, onednn_stream stream, int count, const onednn_argument *arguments);

// Where a `hint` is asked for, it is the description of the forward primitive. `bias` may be null.

int onednn_convolution_forward(
    onednn_description *description, onednn_engine engine, int training, onednn_layout source, onednn_layout weights,
    onednn_layout bias, onednn_layout destination, const onednn_window *window, const onednn_post_operation *post);
int onednn_convolution_backward_data(
    onednn_description *description, onednn_engine engine, onednn_layout source_gradient, onednn_layout weights,
    onednn_layout destination_gradient, const onednn_window *window, onednn_description hint);
int onednn_convolution_backward_weights(
    onednn_description *description, onednn_engine engine, onednn_layout source, onednn_layout weights_gradient,
    onednn_layout bias_gradient, onednn_layout destination_gradient, const onednn_window *window,
    onednn_description hint);

int onednn_inner_product_forward(
    onednn_description *description, onednn_engine engine, int training, onednn_layout source, onednn_layout weights,
    onednn_layout bias, onednn_layout destination, const onednn_post_operation *post);
int onednn_inner_product_backward_data(
    onednn_description *description, onednn_engine engine, onednn_layout source_gradient, onednn_layout weights,
    onednn_layout destination_gradient, onednn_description hint);
int onednn_inner_product_backward_weights(
    onednn_description *description, onednn_engine engine, onednn_layout source, onednn_layout weights_gradient,
    onednn_layout bias_gradient, onednn_layout destination_gradient, onednn_description hint);

int onednn_pooling_forward(
    onednn_description *description, onednn_engine engine, int training, enum onednn_pooling kind,
    onednn_layout source, onednn_layout destination, const onednn_window *window);
int onednn_pooling_backward(
    onednn_description *description, onednn_engine engine, enum onednn_pooling kind, onednn_layout source_gradient,
    onednn_layout destination_gradient, const onednn_window *window, onednn_description hint);

int onednn_elementwise_forward(
    onednn_description *description, onednn_engine engine, int training, onednn_layout data,
    const onednn_post_operation *function);
/// The primitive takes the forward source, or, `by_destination`, the forward destination (relu, tanh, sigmoid, clip).
int onednn_elementwise_backward(
    onednn_description *description, onednn_engine engine, int by_destination, onednn_layout data_gradient,
    onednn_layout data, const onednn_post_operation *function, onednn_description hint);

/// Scale and shift are always there. `flags`: onednn_batch_norm_flags.
int onednn_batch_norm_forward(
    onednn_description *description, onednn_engine engine, int training, onednn_layout data, float epsilon, int flags);
int onednn_batch_norm_backward(
    onednn_description *description, onednn_engine engine, onednn_layout data_gradient, onednn_layout data,
    float epsilon, int flags, onednn_description hint);

/// Across channels, over `size` of them (odd): x / (k + alpha / size * (sum of squares)) ^ beta.
int onednn_local_response_norm_forward(
    onednn_description *description, onednn_engine engine, int training, onednn_layout data, int64_t size, float alpha,
    float beta, float k);
int onednn_local_response_norm_backward(
    onednn_description *description, onednn_engine engine, onednn_layout data_gradient, onednn_layout data, int64_t size,
    float alpha, float beta, float k, onednn_description hint);

enum onednn_resampling { ONEDNN_NEAREST, ONEDNN_BILINEAR };

/// By the quotient of the sizes; pixels are areas, not points (half-pixel centres).
int onednn_resampling_forward(
    onednn_description *description, onednn_engine engine, int training, enum onednn_resampling kind,
    onednn_layout source, onednn_layout destination);
int onednn_resampling_backward(
    onednn_description *description, onednn_engine engine, enum onednn_resampling kind, onednn_layout source_gradient,
    onednn_layout destination_gradient, onednn_description hint);

int onednn_reorder(
    onednn_description *description, onednn_engine engine, onednn_layout source, onednn_layout destination);
int onednn_sum(
    onednn_description *description, onednn_engine engine, onednn_layout destination, int count,
    const onednn_layout *sources);
int onednn_concat(
    onednn_description *description, onednn_engine engine, onednn_layout destination, int count, int dimension,
    const onednn_layout *sources);
int onednn_binary_operation(
    onednn_description *description, onednn_engine engine, enum onednn_binary kind, onednn_layout source,
    onednn_layout source1, onednn_layout destination);

#ifdef __cplusplus
}
#endif

#endif
