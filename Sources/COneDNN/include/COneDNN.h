/// One C interface to oneDNN 2 (2.6 and later; Debian 12 has 2.6) and oneDNN 3.
///
/// Version 2 passes memory descriptors by value and goes through operation descriptors. Version 3 made descriptors
/// opaque and creates primitive descriptors directly. Here, all of them are opaque handles, everything is float32 on
/// the CPU, and every primitive takes its scratchpad from the caller. Unless noted otherwise, functions return oneDNN's
/// status: 0 means success.
#ifndef STRATA_CONEDNN_H
#define STRATA_CONEDNN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Most handles are oneDNN's own, whose names don't depend on the version.
typedef struct dnnl_engine *strata_onednn_engine;
typedef struct dnnl_stream *strata_onednn_stream;
typedef struct dnnl_primitive_desc *strata_onednn_description;
typedef struct dnnl_primitive *strata_onednn_primitive;
typedef struct dnnl_memory *strata_onednn_memory;
/// A memory descriptor.
typedef struct strata_onednn_layout_s *strata_onednn_layout;

/// An argument of a primitive: its name and its memory. It has the memory layout of `dnnl_exec_arg_t`.
typedef struct {
    int32_t name;
    strata_onednn_memory memory;
} strata_onednn_argument;

enum strata_onednn_argument_name {
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
    /// The first of several sources of a sum or a concatenation.
    ONEDNN_MANY_SOURCES = 1024,
};

/// The layout of a tensor in memory.
enum strata_onednn_format {
    /// Chosen by the primitive.
    ONEDNN_ANY,
    /// Row-major: the last dimension varies fastest (N, C, H, W for a batch of maps).
    ONEDNN_PLAIN,
    /// The second dimension varies fastest (N, H, W, C for a batch of maps).
    ONEDNN_CHANNELS_LAST,
};

enum strata_onednn_elementwise {
    ONEDNN_RELU, // alpha: slope of the negative side
    ONEDNN_TANH,
    ONEDNN_SIGMOID,
    ONEDNN_CLIP, // alpha: lower, beta: upper bound
    ONEDNN_GELU,
    ONEDNN_SWISH, // x * sigmoid(alpha * x)
    ONEDNN_HARD_SWISH, // x * min(max(alpha * x + beta, 0), 1); version 2.6 supports only 1/6 and 1/2
    ONEDNN_ELU,
    ONEDNN_MISH,
    ONEDNN_LINEAR, // alpha * x + beta
};

enum strata_onednn_pooling { ONEDNN_POOL_MAX, ONEDNN_POOL_AVERAGE_WITH_PADDING, ONEDNN_POOL_AVERAGE_WITHOUT_PADDING };

/// The primitive's memory whose layout is queried.
enum strata_onednn_query {
    ONEDNN_QUERY_SOURCE,
    ONEDNN_QUERY_SOURCE_GRADIENT,
    ONEDNN_QUERY_WEIGHTS,
    ONEDNN_QUERY_WEIGHTS_GRADIENT,
    ONEDNN_QUERY_DESTINATION,
    ONEDNN_QUERY_DESTINATION_GRADIENT,
    ONEDNN_QUERY_WORKSPACE,
    ONEDNN_QUERY_SCRATCHPAD,
};

enum strata_onednn_batch_norm_flags {
    ONEDNN_NORM_GIVEN_STATISTICS = 1,
    ONEDNN_NORM_RELU = 2,
};

/// An elementwise function that a primitive applies to its result.
typedef struct {
    int function; // strata_onednn_elementwise
    float alpha;
    float beta;
} strata_onednn_post_operation;

/// The sliding window of a convolution or a pooling; pairs are height, width. A dilation of 1 means none.
typedef struct {
    int64_t kernel[2];
    int64_t stride[2];
    int64_t dilation[2];
    int64_t padding_before[2];
    int64_t padding_after[2];
} strata_onednn_window;

/// Returns the version of the library that this program loaded, such as 20603 for 2.6.3.
int strata_onednn_version(void);
const char *strata_onednn_status_name(int status);

/// Sets the number of threads that oneDNN's OpenMP uses for primitives that the calling thread creates and executes.
/// Without OpenMP this does nothing, and `strata_onednn_threads` returns 1.
void strata_onednn_set_threads(int count);
int strata_onednn_threads(void);

/// Returns the number of threads that OpenMP really runs in parallel if `count` are requested: fewer if OMP_THREAD_LIMIT
/// or OMP_MAX_ACTIVE_LEVELS limits them. A plan must not use more, because oneDNN expects all that it was created for.
/// Without OpenMP, this returns `count`.
int strata_onednn_team(int count);

/// Calls `body` with each index from 0 up to but not including `count`, on OpenMP's own threads, which oneDNN keeps
/// warm, or sequentially without OpenMP.
void strata_onednn_parallel(int count, void (*body)(int index, void *context), void *context);

int strata_onednn_engine_create(strata_onednn_engine *engine);
void strata_onednn_engine_destroy(strata_onednn_engine engine);
int strata_onednn_stream_create(strata_onednn_stream *stream, strata_onednn_engine engine);
void strata_onednn_stream_destroy(strata_onednn_stream stream);
int strata_onednn_stream_wait(strata_onednn_stream stream);

/// Fails if the size in bytes might not fit 64 bits; oneDNN itself would wrap around.
int strata_onednn_layout_create(
    strata_onednn_layout *layout, int count, const int64_t *dimensions, enum strata_onednn_format format);
/// Creates a layout of the same memory, for maps whose channels are in blocks, with another number of channels in the
/// last block; 0 means a full block. Fails if the channels aren't in blocks or the memory would not be the same.
int strata_onednn_layout_with_channels(strata_onednn_layout *layout, strata_onednn_layout other, int64_t channels);
/// Returns the number of channels of maps whose channels are in blocks; 0 for any other layout.
int64_t strata_onednn_layout_channels(strata_onednn_layout layout);
/// Returns the number of channels in a block, for maps whose channels are in blocks; 0 for any other layout.
int64_t strata_onednn_layout_channel_block(strata_onednn_layout layout);
void strata_onednn_layout_destroy(strata_onednn_layout layout);
int strata_onednn_layout_equal(strata_onednn_layout a, strata_onednn_layout b);
size_t strata_onednn_layout_bytes(strata_onednn_layout layout);

int strata_onednn_memory_create(
    strata_onednn_memory *memory, strata_onednn_layout layout, strata_onednn_engine engine, void *pointer);
void strata_onednn_memory_destroy(strata_onednn_memory memory);

/// Copies the layout; the copy has zero bytes if the primitive has no such memory.
int strata_onednn_description_layout(
    strata_onednn_layout *layout, strata_onednn_description description, enum strata_onednn_query what, int index);
/// Returns the name of the implementation, which oneDNN owns.
const char *strata_onednn_description_implementation(strata_onednn_description description);
void strata_onednn_description_destroy(strata_onednn_description description);

int strata_onednn_primitive_create(strata_onednn_primitive *primitive, strata_onednn_description description);
void strata_onednn_primitive_destroy(strata_onednn_primitive primitive);
int strata_onednn_primitive_execute(
    strata_onednn_primitive primitive, strata_onednn_stream stream, int count, const strata_onednn_argument *arguments);

// A `hint` is the description of the forward primitive. `bias` may be null.

int strata_onednn_convolution_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout source,
    strata_onednn_layout weights, strata_onednn_layout bias, strata_onednn_layout destination,
    const strata_onednn_window *window, const strata_onednn_post_operation *post);
int strata_onednn_convolution_backward_data(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source_gradient,
    strata_onednn_layout weights, strata_onednn_layout destination_gradient, const strata_onednn_window *window,
    strata_onednn_description hint);
int strata_onednn_convolution_backward_weights(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source,
    strata_onednn_layout weights_gradient, strata_onednn_layout bias_gradient,
    strata_onednn_layout destination_gradient, const strata_onednn_window *window, strata_onednn_description hint);

int strata_onednn_inner_product_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout source,
    strata_onednn_layout weights, strata_onednn_layout bias, strata_onednn_layout destination,
    const strata_onednn_post_operation *post);
int strata_onednn_inner_product_backward_data(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source_gradient,
    strata_onednn_layout weights, strata_onednn_layout destination_gradient, strata_onednn_description hint);
int strata_onednn_inner_product_backward_weights(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source,
    strata_onednn_layout weights_gradient, strata_onednn_layout bias_gradient,
    strata_onednn_layout destination_gradient, strata_onednn_description hint);

int strata_onednn_pooling_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, enum strata_onednn_pooling kind,
    strata_onednn_layout source, strata_onednn_layout destination, const strata_onednn_window *window);
int strata_onednn_pooling_backward(
    strata_onednn_description *description, strata_onednn_engine engine, enum strata_onednn_pooling kind,
    strata_onednn_layout source_gradient, strata_onednn_layout destination_gradient, const strata_onednn_window *window,
    strata_onednn_description hint);

int strata_onednn_elementwise_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout data,
    const strata_onednn_post_operation *function);
/// The primitive takes the forward source or, with `by_destination`, the forward destination (relu, tanh, sigmoid,
/// clip).
int strata_onednn_elementwise_backward(
    strata_onednn_description *description, strata_onednn_engine engine, int by_destination,
    strata_onednn_layout data_gradient, strata_onednn_layout data, const strata_onednn_post_operation *function,
    strata_onednn_description hint);

/// Scale and shift are always present. `flags`: strata_onednn_batch_norm_flags.
int strata_onednn_batch_norm_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout data,
    float epsilon, int flags);
int strata_onednn_batch_norm_backward(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout data_gradient,
    strata_onednn_layout data, float epsilon, int flags, strata_onednn_description hint);
/// Returns whether the backward primitive takes the shift as an argument: version 2 does, although it never reads it,
/// and version 3 rejects it.
int strata_onednn_batch_norm_backward_takes_shift(void);

/// Normalizes across `size` channels (an odd number): x / (k + alpha / size * (sum of squares)) ^ beta.
int strata_onednn_local_response_norm_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout data,
    int64_t size, float alpha, float beta, float k);
int strata_onednn_local_response_norm_backward(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout data_gradient,
    strata_onednn_layout data, int64_t size, float alpha, float beta, float k, strata_onednn_description hint);

enum strata_onednn_resampling { ONEDNN_NEAREST, ONEDNN_BILINEAR };

/// Scales by the ratio of the sizes; pixels are areas, not points (half-pixel centers).
int strata_onednn_resampling_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training,
    enum strata_onednn_resampling kind, strata_onednn_layout source, strata_onednn_layout destination);
int strata_onednn_resampling_backward(
    strata_onednn_description *description, strata_onednn_engine engine, enum strata_onednn_resampling kind,
    strata_onednn_layout source_gradient, strata_onednn_layout destination_gradient, strata_onednn_description hint);

int strata_onednn_reorder(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source,
    strata_onednn_layout destination);
int strata_onednn_sum(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout destination, int count,
    const strata_onednn_layout *sources);

#ifdef __cplusplus
}
#endif

#endif
