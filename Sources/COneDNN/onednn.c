#define _GNU_SOURCE
#include "COneDNN.h"

#include <dlfcn.h>
#include <dnnl.h>
#include <stdlib.h>
#include <string.h>

#if DNNL_VERSION_MAJOR < 2 || (DNNL_VERSION_MAJOR == 2 && DNNL_VERSION_MINOR < 6)
#error "Strata needs oneDNN 2.6 or newer"
#endif

#define VERSION_3 (DNNL_VERSION_MAJOR >= 3)

_Static_assert(sizeof(strata_onednn_argument) == sizeof(dnnl_exec_arg_t), "arguments are passed on as they are");
_Static_assert(offsetof(strata_onednn_argument, memory) == offsetof(dnnl_exec_arg_t, memory), "and so are their fields");
_Static_assert(
    ONEDNN_SOURCE == DNNL_ARG_SRC && ONEDNN_SOURCE_1 == DNNL_ARG_SRC_1 && ONEDNN_DESTINATION == DNNL_ARG_DST
        && ONEDNN_WEIGHTS == DNNL_ARG_WEIGHTS && ONEDNN_BIAS == DNNL_ARG_BIAS && ONEDNN_MEAN == DNNL_ARG_MEAN
        && ONEDNN_VARIANCE == DNNL_ARG_VARIANCE && ONEDNN_SCALE == DNNL_ARG_SCALE && ONEDNN_SHIFT == DNNL_ARG_SHIFT
        && ONEDNN_WORKSPACE == DNNL_ARG_WORKSPACE && ONEDNN_SCRATCHPAD == DNNL_ARG_SCRATCHPAD
        && ONEDNN_SOURCE_GRADIENT == DNNL_ARG_DIFF_SRC && ONEDNN_DESTINATION_GRADIENT == DNNL_ARG_DIFF_DST
        && ONEDNN_WEIGHTS_GRADIENT == DNNL_ARG_DIFF_WEIGHTS && ONEDNN_BIAS_GRADIENT == DNNL_ARG_DIFF_BIAS
        && ONEDNN_SCALE_GRADIENT == DNNL_ARG_DIFF_SCALE && ONEDNN_SHIFT_GRADIENT == DNNL_ARG_DIFF_SHIFT
        && ONEDNN_MANY_SOURCES == DNNL_ARG_MULTIPLE_SRC,
    "our argument names are oneDNN's");

// A layout is a pointer to a descriptor in version 2 (allocated here), and the descriptor's handle itself in version 3.
#if VERSION_3
typedef const_dnnl_memory_desc_t descriptor;
#else
typedef const dnnl_memory_desc_t *descriptor;
#endif
#define DESCRIPTOR(layout) ((descriptor)(layout))
#define ENGINE(engine) ((dnnl_engine_t)(engine))
#define HINT(description) ((const_dnnl_primitive_desc_t)(description))

int strata_onednn_version(void) {
    const dnnl_version_t *version = dnnl_version();
    return version->major * 10000 + version->minor * 100 + version->patch;
}

const char *strata_onednn_status_name(int status) {
    switch ((dnnl_status_t)status) {
    case dnnl_success: return "success";
    case dnnl_out_of_memory: return "out of memory";
    case dnnl_invalid_arguments: return "invalid arguments";
    case dnnl_unimplemented: return "not implemented";
    case dnnl_runtime_error: return "runtime error";
    default: return "failure";
    }
}

// MARK: Threads

// Looked up at run time: oneDNN brings its own OpenMP along, or none.
static void (*set_threads)(int);
static int (*get_threads)(void);
// What a compiler calls for a parallel region; GCC's and LLVM's OpenMP both have it.
static void (*run_parallel)(void (*)(void *), void *, unsigned, unsigned);
static int (*get_thread)(void);
static int (*get_team)(void);

__attribute__((constructor)) static void find_threads(void) {
    set_threads = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
    get_threads = (int (*)(void))dlsym(RTLD_DEFAULT, "omp_get_max_threads");
    run_parallel = (void (*)(void (*)(void *), void *, unsigned, unsigned))dlsym(RTLD_DEFAULT, "GOMP_parallel");
    get_thread = (int (*)(void))dlsym(RTLD_DEFAULT, "omp_get_thread_num");
    get_team = (int (*)(void))dlsym(RTLD_DEFAULT, "omp_get_num_threads");
}

void strata_onednn_set_threads(int count) {
    if (set_threads && count > 0) set_threads(count);
}

int strata_onednn_threads(void) { return get_threads ? get_threads() : 1; }

struct job {
    int count;
    void (*body)(int, void *);
    void *context;
};

static void run_share(void *argument) {
    const struct job *job = argument;
    // The team may be smaller than was asked for.
    int team = get_team();
    for (int index = get_thread(); index < job->count; index += team) job->body(index, job->context);
}

void strata_onednn_parallel(int count, void (*body)(int index, void *context), void *context) {
    struct job job = {count, body, context};
    if (count > 1 && run_parallel && get_thread && get_team) {
        run_parallel(run_share, &job, (unsigned)count, 0);
    } else {
        for (int index = 0; index < count; index++) body(index, context);
    }
}

// MARK: Engine, stream, memory

int strata_onednn_engine_create(strata_onednn_engine *engine) {
    return dnnl_engine_create((dnnl_engine_t *)engine, dnnl_cpu, 0);
}

void strata_onednn_engine_destroy(strata_onednn_engine engine) { dnnl_engine_destroy(ENGINE(engine)); }

int strata_onednn_stream_create(strata_onednn_stream *stream, strata_onednn_engine engine) {
    return dnnl_stream_create((dnnl_stream_t *)stream, ENGINE(engine), dnnl_stream_default_flags);
}

void strata_onednn_stream_destroy(strata_onednn_stream stream) { dnnl_stream_destroy((dnnl_stream_t)stream); }

int strata_onednn_stream_wait(strata_onednn_stream stream) { return dnnl_stream_wait((dnnl_stream_t)stream); }

int strata_onednn_layout_create(strata_onednn_layout *layout, int count, const int64_t *dimensions, enum strata_onednn_format format) {
    static const dnnl_format_tag_t plain[] = {dnnl_a, dnnl_ab, dnnl_abc, dnnl_abcd, dnnl_abcde};
    static const dnnl_format_tag_t channels_last[] = {dnnl_a, dnnl_ab, dnnl_acb, dnnl_acdb, dnnl_acdeb};
    if (count < 1 || count > 5) return dnnl_invalid_arguments;
    // Four bytes an element; blocked layouts round two dimensions up, to 64 at most.
    int64_t bytes = 4 * 64 * 64;
    for (int i = 0; i < count; i++) {
        if (dimensions[i] < 1 || __builtin_mul_overflow(bytes, dimensions[i], &bytes)) return dnnl_invalid_arguments;
    }
    dnnl_format_tag_t tag = dnnl_format_tag_any;
    if (format == ONEDNN_PLAIN) tag = plain[count - 1];
    if (format == ONEDNN_CHANNELS_LAST) tag = channels_last[count - 1];
    dnnl_dims_t dims;
    for (int i = 0; i < count; i++) dims[i] = dimensions[i];
#if VERSION_3
    return dnnl_memory_desc_create_with_tag((dnnl_memory_desc_t *)layout, count, dims, dnnl_f32, tag);
#else
    dnnl_memory_desc_t *made = malloc(sizeof *made);
    if (!made) return dnnl_out_of_memory;
    dnnl_status_t status = dnnl_memory_desc_init_by_tag(made, count, dims, dnnl_f32, tag);
    if (status == dnnl_success) {
        *layout = (strata_onednn_layout)made;
    } else {
        free(made);
    }
    return status;
#endif
}

int strata_onednn_layout_copy(strata_onednn_layout *layout, strata_onednn_layout other) {
#if VERSION_3
    return dnnl_memory_desc_clone((dnnl_memory_desc_t *)layout, DESCRIPTOR(other));
#else
    dnnl_memory_desc_t *made = malloc(sizeof *made);
    if (!made) return dnnl_out_of_memory;
    memcpy(made, other, sizeof *made);
    *layout = (strata_onednn_layout)made;
    return dnnl_success;
#endif
}

// How many channels a block of maps has, where nothing else lies in blocks; and the sizes, with and without what fills blocks up.
static int64_t channel_block(descriptor layout, const dnnl_dims_t **dims, const dnnl_dims_t **padded) {
#if VERSION_3
    int count = 0, blocks = 0;
    const dnnl_dims_t *sizes, *indices;
    if (dnnl_memory_desc_query(layout, dnnl_query_ndims_s32, &count) != dnnl_success || count != 4
        || dnnl_memory_desc_query(layout, dnnl_query_inner_nblks_s32, &blocks) != dnnl_success || blocks != 1
        || dnnl_memory_desc_query(layout, dnnl_query_inner_blks, &sizes) != dnnl_success
        || dnnl_memory_desc_query(layout, dnnl_query_inner_idxs, &indices) != dnnl_success || (*indices)[0] != 1
        || dnnl_memory_desc_query(layout, dnnl_query_dims, dims) != dnnl_success
        || dnnl_memory_desc_query(layout, dnnl_query_padded_dims, padded) != dnnl_success)
        return 0;
    return (*sizes)[0];
#else
    const dnnl_blocking_desc_t *blocking = &layout->format_desc.blocking;
    if (layout->ndims != 4 || layout->format_kind != dnnl_blocked || blocking->inner_nblks != 1
        || blocking->inner_idxs[0] != 1)
        return 0;
    *dims = &layout->dims;
    *padded = &layout->padded_dims;
    return blocking->inner_blks[0];
#endif
}

int64_t strata_onednn_layout_channel_block(strata_onednn_layout layout) {
    const dnnl_dims_t *dims, *padded;
    return channel_block(DESCRIPTOR(layout), &dims, &padded);
}

int64_t strata_onednn_layout_channels(strata_onednn_layout layout) {
    const dnnl_dims_t *dims, *padded;
    return channel_block(DESCRIPTOR(layout), &dims, &padded) ? (*dims)[1] : 0;
}

int strata_onednn_layout_with_channels(strata_onednn_layout *layout, strata_onednn_layout other, int64_t channels) {
    const dnnl_dims_t *dims, *padded;
    int64_t block = channel_block(DESCRIPTOR(other), &dims, &padded);
    if (block != 8 && block != 16) return dnnl_unimplemented;
    int64_t whole = (*padded)[1];
    if (channels == 0) channels = whole;
    if (channels < 1 || channels > whole || whole - channels >= block) return dnnl_invalid_arguments;
    dnnl_dims_t sizes = {(*dims)[0], channels, (*dims)[2], (*dims)[3]};
    dnnl_format_tag_t tag = block == 8 ? dnnl_aBcd8b : dnnl_aBcd16b;
#if VERSION_3
    dnnl_status_t status = dnnl_memory_desc_create_with_tag((dnnl_memory_desc_t *)layout, 4, sizes, dnnl_f32, tag);
    if (status != dnnl_success) return status;
#else
    dnnl_memory_desc_t *made = malloc(sizeof *made);
    if (!made) return dnnl_out_of_memory;
    dnnl_status_t status = dnnl_memory_desc_init_by_tag(made, 4, sizes, dnnl_f32, tag);
    if (status != dnnl_success) {
        free(made);
        return status;
    }
    *layout = (strata_onednn_layout)made;
#endif
    if (strata_onednn_layout_bytes(*layout) == strata_onednn_layout_bytes(other)) return dnnl_success;
    strata_onednn_layout_destroy(*layout);
    *layout = NULL;
    return dnnl_unimplemented;
}

void strata_onednn_layout_destroy(strata_onednn_layout layout) {
#if VERSION_3
    dnnl_memory_desc_destroy((dnnl_memory_desc_t)layout);
#else
    free(layout);
#endif
}

int strata_onednn_layout_equal(strata_onednn_layout a, strata_onednn_layout b) {
    return dnnl_memory_desc_equal(DESCRIPTOR(a), DESCRIPTOR(b));
}

size_t strata_onednn_layout_bytes(strata_onednn_layout layout) { return dnnl_memory_desc_get_size(DESCRIPTOR(layout)); }

int strata_onednn_memory_create(strata_onednn_memory *memory, strata_onednn_layout layout, strata_onednn_engine engine, void *pointer) {
    return dnnl_memory_create((dnnl_memory_t *)memory, DESCRIPTOR(layout), ENGINE(engine), pointer);
}

void strata_onednn_memory_destroy(strata_onednn_memory memory) { dnnl_memory_destroy((dnnl_memory_t)memory); }

// MARK: Descriptions and primitives

int strata_onednn_description_layout(
    strata_onednn_layout *layout, strata_onednn_description description, enum strata_onednn_query what, int index) {
    static const dnnl_query_t queries[] = {
        dnnl_query_src_md, dnnl_query_diff_src_md, dnnl_query_weights_md, dnnl_query_diff_weights_md,
        dnnl_query_dst_md, dnnl_query_diff_dst_md, dnnl_query_workspace_md, dnnl_query_scratchpad_md,
    };
    descriptor found = dnnl_primitive_desc_query_md(HINT(description), queries[what], index);
#if VERSION_3
    if (!found) return dnnl_memory_desc_create_with_tag(
        (dnnl_memory_desc_t *)layout, 0, (dnnl_dims_t) {0}, dnnl_f32, dnnl_format_tag_undef);
#else
    static const dnnl_memory_desc_t none;
    if (!found) found = &none;
#endif
    return strata_onednn_layout_copy(layout, (strata_onednn_layout)found);
}

const char *strata_onednn_description_implementation(strata_onednn_description description) {
    const char *name = NULL;
    dnnl_status_t status = dnnl_primitive_desc_query(HINT(description), dnnl_query_impl_info_str, 0, (void *)&name);
    return status == dnnl_success && name ? name : "";
}

void strata_onednn_description_destroy(strata_onednn_description description) {
    dnnl_primitive_desc_destroy((dnnl_primitive_desc_t)description);
}

int strata_onednn_primitive_create(strata_onednn_primitive *primitive, strata_onednn_description description) {
    return dnnl_primitive_create((dnnl_primitive_t *)primitive, HINT(description));
}

void strata_onednn_primitive_destroy(strata_onednn_primitive primitive) { dnnl_primitive_destroy((dnnl_primitive_t)primitive); }

int strata_onednn_primitive_execute(
    strata_onednn_primitive primitive, strata_onednn_stream stream, int count, const strata_onednn_argument *arguments) {
    return dnnl_primitive_execute(
        (const_dnnl_primitive_t)primitive, (dnnl_stream_t)stream, count, (const dnnl_exec_arg_t *)arguments);
}

// MARK: Attributes

static dnnl_alg_kind_t elementwise(int function, int by_destination) {
    switch ((enum strata_onednn_elementwise)function) {
    case ONEDNN_RELU: return by_destination ? dnnl_eltwise_relu_use_dst_for_bwd : dnnl_eltwise_relu;
    case ONEDNN_TANH: return by_destination ? dnnl_eltwise_tanh_use_dst_for_bwd : dnnl_eltwise_tanh;
    case ONEDNN_SIGMOID: return by_destination ? dnnl_eltwise_logistic_use_dst_for_bwd : dnnl_eltwise_logistic;
    case ONEDNN_CLIP: return by_destination ? dnnl_eltwise_clip_v2_use_dst_for_bwd : dnnl_eltwise_clip_v2;
    case ONEDNN_GELU: return by_destination ? dnnl_alg_kind_undef : dnnl_eltwise_gelu_erf;
    case ONEDNN_SWISH: return by_destination ? dnnl_alg_kind_undef : dnnl_eltwise_swish;
    case ONEDNN_HARD_SWISH: return by_destination ? dnnl_alg_kind_undef : dnnl_eltwise_hardswish;
    case ONEDNN_ELU: return by_destination ? dnnl_alg_kind_undef : dnnl_eltwise_elu;
    case ONEDNN_MISH: return by_destination ? dnnl_alg_kind_undef : dnnl_eltwise_mish;
    case ONEDNN_LINEAR: return by_destination ? dnnl_alg_kind_undef : dnnl_eltwise_linear;
    }
    return dnnl_alg_kind_undef;
}

/// Attributes with a scratchpad by the caller and, unless null, one function on the result.
static dnnl_status_t make_attributes(dnnl_primitive_attr_t *attributes, const strata_onednn_post_operation *post) {
    dnnl_status_t status = dnnl_primitive_attr_create(attributes);
    if (status != dnnl_success) return status;
    status = dnnl_primitive_attr_set_scratchpad_mode(*attributes, dnnl_scratchpad_mode_user);
    if (status == dnnl_success && post) {
        dnnl_post_ops_t operations = NULL;
        status = dnnl_post_ops_create(&operations);
        if (status == dnnl_success) {
            dnnl_alg_kind_t kind = elementwise(post->function, 0);
#if VERSION_3
            status = dnnl_post_ops_append_eltwise(operations, kind, post->alpha, post->beta);
#else
            status = dnnl_post_ops_append_eltwise(operations, 1, kind, post->alpha, post->beta);
#endif
        }
        if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(*attributes, operations);
        if (operations) dnnl_post_ops_destroy(operations);
    }
    if (status != dnnl_success) {
        dnnl_primitive_attr_destroy(*attributes);
        *attributes = NULL;
    }
    return status;
}

/// Runs `creation`, a call that gives a status and reads `attributes`, between the making and the destroying of these.
#define WITH_ATTRIBUTES(post, creation)                                 \
    do {                                                                \
        dnnl_primitive_attr_t attributes = NULL;                        \
        dnnl_status_t status = make_attributes(&attributes, (post));    \
        if (status != dnnl_success) return status;                      \
        status = (creation);                                            \
        dnnl_primitive_attr_destroy(attributes);                        \
        return status;                                                  \
    } while (0)

#if !VERSION_3
/// Version 2's second step: from an operation's descriptor, if it could be made, to the primitive's.
static dnnl_status_t describe(
    dnnl_status_t status, strata_onednn_description *description, const void *operation, dnnl_primitive_attr_t attributes,
    strata_onednn_engine engine, strata_onednn_description hint) {
    if (status != dnnl_success) return status;
    return dnnl_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, operation, attributes, ENGINE(engine), HINT(hint));
}
#endif

static dnnl_prop_kind_t forward_kind(int training) {
    return training ? dnnl_forward_training : dnnl_forward_inference;
}

/// oneDNN counts dilation from 0.
#define DILATES(window) {(window)->dilation[0] - 1, (window)->dilation[1] - 1}

// MARK: Convolution

int strata_onednn_convolution_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout source, strata_onednn_layout weights,
    strata_onednn_layout bias, strata_onednn_layout destination, const strata_onednn_window *window, const strata_onednn_post_operation *post) {
    const dnnl_dims_t dilates = DILATES(window);
#if VERSION_3
    WITH_ATTRIBUTES(post, dnnl_convolution_forward_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, ENGINE(engine), forward_kind(training), dnnl_convolution_direct,
        DESCRIPTOR(source), DESCRIPTOR(weights), DESCRIPTOR(bias), DESCRIPTOR(destination), window->stride, dilates,
        window->padding_before, window->padding_after, attributes));
#else
    dnnl_convolution_desc_t operation;
    WITH_ATTRIBUTES(post, describe(dnnl_dilated_convolution_forward_desc_init(
        &operation, forward_kind(training), dnnl_convolution_direct, DESCRIPTOR(source), DESCRIPTOR(weights),
        DESCRIPTOR(bias), DESCRIPTOR(destination), window->stride, dilates, window->padding_before,
        window->padding_after), description, &operation, attributes, engine, NULL));
#endif
}

int strata_onednn_convolution_backward_data(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source_gradient, strata_onednn_layout weights,
    strata_onednn_layout destination_gradient, const strata_onednn_window *window, strata_onednn_description hint) {
    const dnnl_dims_t dilates = DILATES(window);
#if VERSION_3
    WITH_ATTRIBUTES(NULL, dnnl_convolution_backward_data_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, ENGINE(engine), dnnl_convolution_direct, DESCRIPTOR(source_gradient),
        DESCRIPTOR(weights), DESCRIPTOR(destination_gradient), window->stride, dilates, window->padding_before,
        window->padding_after, HINT(hint), attributes));
#else
    dnnl_convolution_desc_t operation;
    WITH_ATTRIBUTES(NULL, describe(dnnl_dilated_convolution_backward_data_desc_init(
        &operation, dnnl_convolution_direct, DESCRIPTOR(source_gradient), DESCRIPTOR(weights),
        DESCRIPTOR(destination_gradient), window->stride, dilates, window->padding_before, window->padding_after),
        description, &operation, attributes, engine, hint));
#endif
}

int strata_onednn_convolution_backward_weights(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source, strata_onednn_layout weights_gradient,
    strata_onednn_layout bias_gradient, strata_onednn_layout destination_gradient, const strata_onednn_window *window,
    strata_onednn_description hint) {
    const dnnl_dims_t dilates = DILATES(window);
#if VERSION_3
    WITH_ATTRIBUTES(NULL, dnnl_convolution_backward_weights_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, ENGINE(engine), dnnl_convolution_direct, DESCRIPTOR(source),
        DESCRIPTOR(weights_gradient), DESCRIPTOR(bias_gradient), DESCRIPTOR(destination_gradient), window->stride,
        dilates, window->padding_before, window->padding_after, HINT(hint), attributes));
#else
    dnnl_convolution_desc_t operation;
    WITH_ATTRIBUTES(NULL, describe(dnnl_dilated_convolution_backward_weights_desc_init(
        &operation, dnnl_convolution_direct, DESCRIPTOR(source), DESCRIPTOR(weights_gradient),
        DESCRIPTOR(bias_gradient), DESCRIPTOR(destination_gradient), window->stride, dilates, window->padding_before,
        window->padding_after), description, &operation, attributes, engine, hint));
#endif
}

// MARK: Inner product

int strata_onednn_inner_product_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout source, strata_onednn_layout weights,
    strata_onednn_layout bias, strata_onednn_layout destination, const strata_onednn_post_operation *post) {
#if VERSION_3
    WITH_ATTRIBUTES(post, dnnl_inner_product_forward_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, ENGINE(engine), forward_kind(training), DESCRIPTOR(source),
        DESCRIPTOR(weights), DESCRIPTOR(bias), DESCRIPTOR(destination), attributes));
#else
    dnnl_inner_product_desc_t operation;
    WITH_ATTRIBUTES(post, describe(dnnl_inner_product_forward_desc_init(
        &operation, forward_kind(training), DESCRIPTOR(source), DESCRIPTOR(weights), DESCRIPTOR(bias),
        DESCRIPTOR(destination)), description, &operation, attributes, engine, NULL));
#endif
}

int strata_onednn_inner_product_backward_data(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source_gradient, strata_onednn_layout weights,
    strata_onednn_layout destination_gradient, strata_onednn_description hint) {
#if VERSION_3
    WITH_ATTRIBUTES(NULL, dnnl_inner_product_backward_data_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, ENGINE(engine), DESCRIPTOR(source_gradient), DESCRIPTOR(weights),
        DESCRIPTOR(destination_gradient), HINT(hint), attributes));
#else
    dnnl_inner_product_desc_t operation;
    WITH_ATTRIBUTES(NULL, describe(dnnl_inner_product_backward_data_desc_init(
        &operation, DESCRIPTOR(source_gradient), DESCRIPTOR(weights), DESCRIPTOR(destination_gradient)),
        description, &operation, attributes, engine, hint));
#endif
}

int strata_onednn_inner_product_backward_weights(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source, strata_onednn_layout weights_gradient,
    strata_onednn_layout bias_gradient, strata_onednn_layout destination_gradient, strata_onednn_description hint) {
#if VERSION_3
    WITH_ATTRIBUTES(NULL, dnnl_inner_product_backward_weights_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, ENGINE(engine), DESCRIPTOR(source), DESCRIPTOR(weights_gradient),
        DESCRIPTOR(bias_gradient), DESCRIPTOR(destination_gradient), HINT(hint), attributes));
#else
    dnnl_inner_product_desc_t operation;
    WITH_ATTRIBUTES(NULL, describe(dnnl_inner_product_backward_weights_desc_init(
        &operation, DESCRIPTOR(source), DESCRIPTOR(weights_gradient), DESCRIPTOR(bias_gradient),
        DESCRIPTOR(destination_gradient)), description, &operation, attributes, engine, hint));
#endif
}

// MARK: Pooling

static dnnl_alg_kind_t pooling(enum strata_onednn_pooling kind) {
    switch (kind) {
    case ONEDNN_POOL_MAX: return dnnl_pooling_max;
    case ONEDNN_POOL_AVERAGE_WITH_PADDING: return dnnl_pooling_avg_include_padding;
    case ONEDNN_POOL_AVERAGE_WITHOUT_PADDING: return dnnl_pooling_avg_exclude_padding;
    }
    return dnnl_alg_kind_undef;
}

int strata_onednn_pooling_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, enum strata_onednn_pooling kind,
    strata_onednn_layout source, strata_onednn_layout destination, const strata_onednn_window *window) {
#if VERSION_3
    const dnnl_dims_t dilates = DILATES(window);
    WITH_ATTRIBUTES(NULL, dnnl_pooling_forward_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, ENGINE(engine), forward_kind(training), pooling(kind),
        DESCRIPTOR(source), DESCRIPTOR(destination), window->stride, window->kernel, dilates, window->padding_before,
        window->padding_after, attributes));
#else
    dnnl_pooling_desc_t operation;
    WITH_ATTRIBUTES(NULL, describe(dnnl_pooling_forward_desc_init(
        &operation, forward_kind(training), pooling(kind), DESCRIPTOR(source), DESCRIPTOR(destination),
        window->stride, window->kernel, window->padding_before, window->padding_after), description, &operation,
        attributes, engine, NULL));
#endif
}

int strata_onednn_pooling_backward(
    strata_onednn_description *description, strata_onednn_engine engine, enum strata_onednn_pooling kind, strata_onednn_layout source_gradient,
    strata_onednn_layout destination_gradient, const strata_onednn_window *window, strata_onednn_description hint) {
#if VERSION_3
    const dnnl_dims_t dilates = DILATES(window);
    WITH_ATTRIBUTES(NULL, dnnl_pooling_backward_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, ENGINE(engine), pooling(kind), DESCRIPTOR(source_gradient),
        DESCRIPTOR(destination_gradient), window->stride, window->kernel, dilates, window->padding_before,
        window->padding_after, HINT(hint), attributes));
#else
    dnnl_pooling_desc_t operation;
    WITH_ATTRIBUTES(NULL, describe(dnnl_pooling_backward_desc_init(
        &operation, pooling(kind), DESCRIPTOR(source_gradient), DESCRIPTOR(destination_gradient), window->stride,
        window->kernel, window->padding_before, window->padding_after), description, &operation, attributes, engine,
        hint));
#endif
}

// MARK: Elementwise functions

int strata_onednn_elementwise_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout data,
    const strata_onednn_post_operation *function) {
    dnnl_alg_kind_t kind = elementwise(function->function, 0);
#if VERSION_3
    WITH_ATTRIBUTES(NULL, dnnl_eltwise_forward_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, ENGINE(engine), forward_kind(training), kind, DESCRIPTOR(data),
        DESCRIPTOR(data), function->alpha, function->beta, attributes));
#else
    dnnl_eltwise_desc_t operation;
    WITH_ATTRIBUTES(NULL, describe(dnnl_eltwise_forward_desc_init(
        &operation, forward_kind(training), kind, DESCRIPTOR(data), function->alpha, function->beta), description,
        &operation, attributes, engine, NULL));
#endif
}

int strata_onednn_elementwise_backward(
    strata_onednn_description *description, strata_onednn_engine engine, int by_destination, strata_onednn_layout data_gradient,
    strata_onednn_layout data, const strata_onednn_post_operation *function, strata_onednn_description hint) {
    dnnl_alg_kind_t kind = elementwise(function->function, by_destination);
#if VERSION_3
    WITH_ATTRIBUTES(NULL, dnnl_eltwise_backward_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, ENGINE(engine), kind, DESCRIPTOR(data_gradient),
        DESCRIPTOR(data_gradient), DESCRIPTOR(data), function->alpha, function->beta, HINT(hint), attributes));
#else
    dnnl_eltwise_desc_t operation;
    WITH_ATTRIBUTES(NULL, describe(dnnl_eltwise_backward_desc_init(
        &operation, kind, DESCRIPTOR(data_gradient), DESCRIPTOR(data), function->alpha, function->beta), description,
        &operation, attributes, engine, hint));
#endif
}

// MARK: Batch normalisation

static unsigned norm_flags(int flags) {
    unsigned result = dnnl_use_scale | dnnl_use_shift;
    if (flags & ONEDNN_NORM_GIVEN_STATISTICS) result |= dnnl_use_global_stats;
    if (flags & ONEDNN_NORM_RELU) result |= dnnl_fuse_norm_relu;
    return result;
}

int strata_onednn_batch_norm_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout data, float epsilon,
    int flags) {
#if VERSION_3
    WITH_ATTRIBUTES(NULL, dnnl_batch_normalization_forward_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, ENGINE(engine), forward_kind(training), DESCRIPTOR(data),
        DESCRIPTOR(data), epsilon, norm_flags(flags), attributes));
#else
    dnnl_batch_normalization_desc_t operation;
    WITH_ATTRIBUTES(NULL, describe(dnnl_batch_normalization_forward_desc_init(
        &operation, forward_kind(training), DESCRIPTOR(data), epsilon, norm_flags(flags)), description, &operation,
        attributes, engine, NULL));
#endif
}

int strata_onednn_batch_norm_backward(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout data_gradient, strata_onednn_layout data,
    float epsilon, int flags, strata_onednn_description hint) {
#if VERSION_3
    WITH_ATTRIBUTES(NULL, dnnl_batch_normalization_backward_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, ENGINE(engine), dnnl_backward, DESCRIPTOR(data_gradient),
        DESCRIPTOR(data_gradient), DESCRIPTOR(data), epsilon, norm_flags(flags), HINT(hint), attributes));
#else
    dnnl_batch_normalization_desc_t operation;
    WITH_ATTRIBUTES(NULL, describe(dnnl_batch_normalization_backward_desc_init(
        &operation, dnnl_backward, DESCRIPTOR(data_gradient), DESCRIPTOR(data), epsilon, norm_flags(flags)),
        description, &operation, attributes, engine, hint));
#endif
}

// MARK: Local response normalisation

int strata_onednn_local_response_norm_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout data, int64_t size, float alpha,
    float beta, float k) {
#if VERSION_3
    WITH_ATTRIBUTES(NULL, dnnl_lrn_forward_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, ENGINE(engine), forward_kind(training), dnnl_lrn_across_channels,
        DESCRIPTOR(data), DESCRIPTOR(data), size, alpha, beta, k, attributes));
#else
    dnnl_lrn_desc_t operation;
    WITH_ATTRIBUTES(NULL, describe(dnnl_lrn_forward_desc_init(
        &operation, forward_kind(training), dnnl_lrn_across_channels, DESCRIPTOR(data), size, alpha, beta, k),
        description, &operation, attributes, engine, NULL));
#endif
}

int strata_onednn_local_response_norm_backward(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout data_gradient, strata_onednn_layout data, int64_t size,
    float alpha, float beta, float k, strata_onednn_description hint) {
#if VERSION_3
    WITH_ATTRIBUTES(NULL, dnnl_lrn_backward_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, ENGINE(engine), dnnl_lrn_across_channels, DESCRIPTOR(data_gradient),
        DESCRIPTOR(data_gradient), DESCRIPTOR(data), size, alpha, beta, k, HINT(hint), attributes));
#else
    dnnl_lrn_desc_t operation;
    WITH_ATTRIBUTES(NULL, describe(dnnl_lrn_backward_desc_init(
        &operation, dnnl_lrn_across_channels, DESCRIPTOR(data_gradient), DESCRIPTOR(data), size, alpha, beta, k),
        description, &operation, attributes, engine, hint));
#endif
}

// MARK: Resampling

static dnnl_alg_kind_t resampling(enum strata_onednn_resampling kind) {
    return kind == ONEDNN_NEAREST ? dnnl_resampling_nearest : dnnl_resampling_linear;
}

int strata_onednn_resampling_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, enum strata_onednn_resampling kind,
    strata_onednn_layout source, strata_onednn_layout destination) {
#if VERSION_3
    WITH_ATTRIBUTES(NULL, dnnl_resampling_forward_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, ENGINE(engine), forward_kind(training), resampling(kind), NULL,
        DESCRIPTOR(source), DESCRIPTOR(destination), attributes));
#else
    dnnl_resampling_desc_t operation;
    WITH_ATTRIBUTES(NULL, describe(dnnl_resampling_forward_desc_init(
        &operation, forward_kind(training), resampling(kind), NULL, DESCRIPTOR(source), DESCRIPTOR(destination)),
        description, &operation, attributes, engine, NULL));
#endif
}

int strata_onednn_resampling_backward(
    strata_onednn_description *description, strata_onednn_engine engine, enum strata_onednn_resampling kind, strata_onednn_layout source_gradient,
    strata_onednn_layout destination_gradient, strata_onednn_description hint) {
#if VERSION_3
    WITH_ATTRIBUTES(NULL, dnnl_resampling_backward_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, ENGINE(engine), resampling(kind), NULL, DESCRIPTOR(source_gradient),
        DESCRIPTOR(destination_gradient), HINT(hint), attributes));
#else
    dnnl_resampling_desc_t operation;
    WITH_ATTRIBUTES(NULL, describe(dnnl_resampling_backward_desc_init(
        &operation, resampling(kind), NULL, DESCRIPTOR(source_gradient), DESCRIPTOR(destination_gradient)),
        description, &operation, attributes, engine, hint));
#endif
}

// MARK: Movements and sums

int strata_onednn_reorder(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source, strata_onednn_layout destination) {
    WITH_ATTRIBUTES(NULL, dnnl_reorder_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, DESCRIPTOR(source), ENGINE(engine), DESCRIPTOR(destination),
        ENGINE(engine), attributes));
}

#if !VERSION_3
/// Version 2 wants the descriptors themselves, one behind the other. The caller frees them.
static dnnl_memory_desc_t *gather(int count, const strata_onednn_layout *layouts) {
    dnnl_memory_desc_t *all = malloc((size_t)count * sizeof *all);
    for (int i = 0; all && i < count; i++) all[i] = *DESCRIPTOR(layouts[i]);
    return all;
}
#endif

int strata_onednn_sum(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout destination, int count,
    const strata_onednn_layout *sources) {
    if (count < 1) return dnnl_invalid_arguments;
    float *scales = malloc((size_t)count * sizeof *scales);
    if (!scales) return dnnl_out_of_memory;
    for (int i = 0; i < count; i++) scales[i] = 1;
    dnnl_primitive_attr_t attributes = NULL;
    dnnl_status_t status = make_attributes(&attributes, NULL);
    if (status == dnnl_success) {
#if VERSION_3
        status = dnnl_sum_primitive_desc_create(
            (dnnl_primitive_desc_t *)description, ENGINE(engine), DESCRIPTOR(destination), count, scales,
            (const descriptor *)sources, attributes);
#else
        dnnl_memory_desc_t *all = gather(count, sources);
        status = !all ? dnnl_out_of_memory
                      : dnnl_sum_primitive_desc_create(
                            (dnnl_primitive_desc_t *)description, DESCRIPTOR(destination), count, scales, all,
                            attributes, ENGINE(engine));
        free(all);
#endif
        dnnl_primitive_attr_destroy(attributes);
    }
    free(scales);
    return status;
}

int strata_onednn_concat(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout destination, int count, int dimension,
    const strata_onednn_layout *sources) {
    if (count < 1) return dnnl_invalid_arguments;
#if VERSION_3
    WITH_ATTRIBUTES(NULL, dnnl_concat_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, ENGINE(engine), DESCRIPTOR(destination), count, dimension,
        (const descriptor *)sources, attributes));
#else
    dnnl_memory_desc_t *all = gather(count, sources);
    if (!all) return dnnl_out_of_memory;
    dnnl_primitive_attr_t attributes = NULL;
    dnnl_status_t status = make_attributes(&attributes, NULL);
    if (status == dnnl_success) {
        status = dnnl_concat_primitive_desc_create(
            (dnnl_primitive_desc_t *)description, DESCRIPTOR(destination), count, dimension, all, attributes,
            ENGINE(engine));
        dnnl_primitive_attr_destroy(attributes);
    }
    free(all);
    return status;
#endif
}

int strata_onednn_binary_operation(
    strata_onednn_description *description, strata_onednn_engine engine, enum strata_onednn_binary kind, strata_onednn_layout source,
    strata_onednn_layout source1, strata_onednn_layout destination) {
    dnnl_alg_kind_t algorithm = kind == ONEDNN_ADD ? dnnl_binary_add : dnnl_binary_mul;
#if VERSION_3
    WITH_ATTRIBUTES(NULL, dnnl_binary_primitive_desc_create(
        (dnnl_primitive_desc_t *)description, ENGINE(engine), algorithm, DESCRIPTOR(source), DESCRIPTOR(source1),
        DESCRIPTOR(destination), attributes));
#else
    dnnl_binary_desc_t operation;
    WITH_ATTRIBUTES(NULL, describe(dnnl_binary_desc_init(
        &operation, algorithm, DESCRIPTOR(source), DESCRIPTOR(source1), DESCRIPTOR(destination)), description,
        &operation, attributes, engine, NULL));
#endif
}
