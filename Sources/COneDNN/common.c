#include "shim.h"

#include <stdlib.h>

_Static_assert(sizeof(strata_onednn_argument) == sizeof(dnnl_exec_arg_t), "arguments are passed through unchanged");
_Static_assert(
    offsetof(strata_onednn_argument, memory) == offsetof(dnnl_exec_arg_t, memory), "so their fields must match too");
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

// MARK: Engine and stream

int strata_onednn_engine_create(strata_onednn_engine *engine) { return dnnl_engine_create(engine, dnnl_cpu, 0); }

void strata_onednn_engine_destroy(strata_onednn_engine engine) { dnnl_engine_destroy(engine); }

int strata_onednn_stream_create(strata_onednn_stream *stream, strata_onednn_engine engine) {
    return dnnl_stream_create(stream, engine, dnnl_stream_default_flags);
}

void strata_onednn_stream_destroy(strata_onednn_stream stream) { dnnl_stream_destroy(stream); }

int strata_onednn_stream_wait(strata_onednn_stream stream) { return dnnl_stream_wait(stream); }

// MARK: Layouts and memory

int strata_onednn_layout_create(
    strata_onednn_layout *layout, int count, const int64_t *dimensions, enum strata_onednn_format format) {
    static const dnnl_format_tag_t plain[] = {dnnl_a, dnnl_ab, dnnl_abc, dnnl_abcd, dnnl_abcde};
    static const dnnl_format_tag_t channels_last[] = {dnnl_a, dnnl_ab, dnnl_acb, dnnl_acdb, dnnl_acdeb};
    if (count < 1 || count > 5) return dnnl_invalid_arguments;
    // Each element has four bytes, and blocked layouts round two dimensions up to a multiple of at most 64.
    int64_t bytes = 4 * 64 * 64;
    for (int i = 0; i < count; i++) {
        if (dimensions[i] < 1 || __builtin_mul_overflow(bytes, dimensions[i], &bytes)) return dnnl_invalid_arguments;
    }
    dnnl_format_tag_t tag = dnnl_format_tag_any;
    if (format == ONEDNN_PLAIN) tag = plain[count - 1];
    if (format == ONEDNN_CHANNELS_LAST) tag = channels_last[count - 1];
    return strata_onednn_layout_with_tag(layout, count, dimensions, tag);
}

int64_t strata_onednn_layout_channel_block(strata_onednn_layout layout) {
    return strata_onednn_channel_blocks(layout).block;
}

int64_t strata_onednn_layout_channels(strata_onednn_layout layout) {
    channel_blocks blocks = strata_onednn_channel_blocks(layout);
    return blocks.block ? blocks.dimensions[1] : 0;
}

int strata_onednn_layout_with_channels(strata_onednn_layout *layout, strata_onednn_layout other, int64_t channels) {
    channel_blocks blocks = strata_onednn_channel_blocks(other);
    if (blocks.block != 8 && blocks.block != 16) return dnnl_unimplemented;
    int64_t whole = blocks.padded[1];
    if (channels == 0) channels = whole;
    if (channels < 1 || channels > whole || whole - channels >= blocks.block) return dnnl_invalid_arguments;
    const int64_t *dimensions = blocks.dimensions;
    int status = strata_onednn_layout_with_tag(
        layout, 4, (int64_t[]){dimensions[0], channels, dimensions[2], dimensions[3]},
        blocks.block == 8 ? dnnl_aBcd8b : dnnl_aBcd16b);
    if (status != dnnl_success) return status;
    if (strata_onednn_layout_bytes(*layout) == strata_onednn_layout_bytes(other)) return dnnl_success;
    strata_onednn_layout_destroy(*layout);
    *layout = NULL;
    return dnnl_unimplemented;
}

int strata_onednn_layout_equal(strata_onednn_layout a, strata_onednn_layout b) {
    return dnnl_memory_desc_equal(descriptor(a), descriptor(b));
}

size_t strata_onednn_layout_bytes(strata_onednn_layout layout) { return dnnl_memory_desc_get_size(descriptor(layout)); }

int strata_onednn_memory_create(
    strata_onednn_memory *memory, strata_onednn_layout layout, strata_onednn_engine engine, void *pointer) {
    return dnnl_memory_create(memory, descriptor(layout), engine, pointer);
}

void strata_onednn_memory_destroy(strata_onednn_memory memory) { dnnl_memory_destroy(memory); }

// MARK: Descriptions and primitives

int strata_onednn_description_layout(
    strata_onednn_layout *layout, strata_onednn_description description, enum strata_onednn_query what, int index) {
    static const dnnl_query_t queries[] = {
        dnnl_query_src_md, dnnl_query_diff_src_md, dnnl_query_weights_md,   dnnl_query_diff_weights_md,
        dnnl_query_dst_md, dnnl_query_diff_dst_md, dnnl_query_workspace_md, dnnl_query_scratchpad_md,
    };
    memory_descriptor found = dnnl_primitive_desc_query_md(description, queries[what], index);
    if (found) return strata_onednn_layout_copy(layout, found);
    return strata_onednn_layout_with_tag(layout, 0, (int64_t[]){0}, dnnl_format_tag_undef);
}

const char *strata_onednn_description_implementation(strata_onednn_description description) {
    const char *name = NULL;
    dnnl_status_t status = dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, (void *)&name);
    return status == dnnl_success && name ? name : "";
}

void strata_onednn_description_destroy(strata_onednn_description description) {
    dnnl_primitive_desc_destroy(description);
}

int strata_onednn_primitive_create(strata_onednn_primitive *primitive, strata_onednn_description description) {
    return dnnl_primitive_create(primitive, description);
}

void strata_onednn_primitive_destroy(strata_onednn_primitive primitive) { dnnl_primitive_destroy(primitive); }

int strata_onednn_primitive_execute(
    strata_onednn_primitive primitive, strata_onednn_stream stream, int count,
    const strata_onednn_argument *arguments) {
    return dnnl_primitive_execute(primitive, stream, count, (const dnnl_exec_arg_t *)arguments);
}

int strata_onednn_make_attributes(dnnl_primitive_attr_t *attributes, const strata_onednn_post_operation *post) {
    int status = dnnl_primitive_attr_create(attributes);
    if (status != dnnl_success) return status;
    status = dnnl_primitive_attr_set_scratchpad_mode(*attributes, dnnl_scratchpad_mode_user);
    if (status == dnnl_success && post) {
        dnnl_post_ops_t operations = NULL;
        status = dnnl_post_ops_create(&operations);
        if (status == dnnl_success) status = strata_onednn_append_elementwise(operations, post);
        if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(*attributes, operations);
        if (operations) dnnl_post_ops_destroy(operations);
    }
    if (status != dnnl_success) {
        dnnl_primitive_attr_destroy(*attributes);
        *attributes = NULL;
    }
    return status;
}

// MARK: Reorders and sums

int strata_onednn_reorder(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source,
    strata_onednn_layout destination) {
    WITH_ATTRIBUTES(
        NULL,
        dnnl_reorder_primitive_desc_create(
            description, descriptor(source), engine, descriptor(destination), engine, attributes));
}

static int sum(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout destination, int count,
    const float *scales, const strata_onednn_layout *sources) {
    WITH_ATTRIBUTES(
        NULL, strata_onednn_weighted_sum(description, engine, destination, count, scales, sources, attributes));
}

int strata_onednn_sum(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout destination, int count,
    const strata_onednn_layout *sources) {
    if (count < 1) return dnnl_invalid_arguments;
    float *scales = malloc((size_t)count * sizeof *scales);
    if (!scales) return dnnl_out_of_memory;
    for (int i = 0; i < count; i++) scales[i] = 1;
    int status = sum(description, engine, destination, count, scales, sources);
    free(scales);
    return status;
}

// MARK: oneDNN's names

dnnl_prop_kind_t strata_onednn_forward_kind(int training) {
    return training ? dnnl_forward_training : dnnl_forward_inference;
}

dnnl_alg_kind_t strata_onednn_elementwise_kind(int function, int by_destination) {
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

dnnl_alg_kind_t strata_onednn_pooling_kind(enum strata_onednn_pooling kind) {
    switch (kind) {
    case ONEDNN_POOL_MAX: return dnnl_pooling_max;
    case ONEDNN_POOL_AVERAGE_WITH_PADDING: return dnnl_pooling_avg_include_padding;
    case ONEDNN_POOL_AVERAGE_WITHOUT_PADDING: return dnnl_pooling_avg_exclude_padding;
    }
    return dnnl_alg_kind_undef;
}

dnnl_alg_kind_t strata_onednn_resampling_kind(enum strata_onednn_resampling kind) {
    return kind == ONEDNN_NEAREST ? dnnl_resampling_nearest : dnnl_resampling_linear;
}

unsigned strata_onednn_normalization_flags(int flags) {
    unsigned result = dnnl_use_scale | dnnl_use_shift;
    if (flags & ONEDNN_NORM_GIVEN_STATISTICS) result |= dnnl_use_global_stats;
    if (flags & ONEDNN_NORM_RELU) result |= dnnl_fuse_norm_relu;
    return result;
}
