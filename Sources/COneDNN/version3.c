#include "shim.h"

#if DNNL_VERSION_MAJOR == 3

// A layout's handle is oneDNN's own.

int strata_onednn_layout_with_tag(
    strata_onednn_layout *layout, int count, const int64_t *dimensions, dnnl_format_tag_t tag) {
    return dnnl_memory_desc_create_with_tag((dnnl_memory_desc_t *)layout, count, dimensions, dnnl_f32, tag);
}

int strata_onednn_layout_copy(strata_onednn_layout *layout, memory_descriptor other) {
    return dnnl_memory_desc_clone((dnnl_memory_desc_t *)layout, other);
}

void strata_onednn_layout_destroy(strata_onednn_layout layout) { dnnl_memory_desc_destroy((dnnl_memory_desc_t)layout); }

channel_blocks strata_onednn_channel_blocks(strata_onednn_layout layout) {
    memory_descriptor maps = descriptor(layout);
    int dimension_count = 0, block_count = 0;
    dnnl_format_kind_t kind = dnnl_format_kind_undef;
    const dnnl_dims_t *blocks, *blocked, *dimensions, *padded;
    if (dnnl_memory_desc_query(maps, dnnl_query_ndims_s32, &dimension_count) != dnnl_success || dimension_count != 4
        || dnnl_memory_desc_query(maps, dnnl_query_format_kind, &kind) != dnnl_success || kind != dnnl_blocked
        || dnnl_memory_desc_query(maps, dnnl_query_inner_nblks_s32, &block_count) != dnnl_success || block_count != 1
        || dnnl_memory_desc_query(maps, dnnl_query_inner_blks, &blocks) != dnnl_success
        || dnnl_memory_desc_query(maps, dnnl_query_inner_idxs, &blocked) != dnnl_success || (*blocked)[0] != 1
        || dnnl_memory_desc_query(maps, dnnl_query_dims, &dimensions) != dnnl_success
        || dnnl_memory_desc_query(maps, dnnl_query_padded_dims, &padded) != dnnl_success)
        return (channel_blocks){0};
    return (channel_blocks){(*blocks)[0], *dimensions, *padded};
}

int strata_onednn_append_elementwise(dnnl_post_ops_t operations, const strata_onednn_post_operation *function) {
    return dnnl_post_ops_append_eltwise(
        operations, strata_onednn_elementwise_kind(function->function, 0), function->alpha, function->beta);
}

// MARK: Convolution

int strata_onednn_convolution_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout source,
    strata_onednn_layout weights, strata_onednn_layout bias, strata_onednn_layout destination,
    const strata_onednn_window *window, const strata_onednn_post_operation *post) {
    const dnnl_dims_t dilates = DILATES(window);
    WITH_ATTRIBUTES(
        post,
        dnnl_convolution_forward_primitive_desc_create(
            description, engine, strata_onednn_forward_kind(training), dnnl_convolution_direct, descriptor(source),
            descriptor(weights), descriptor(bias), descriptor(destination), window->stride, dilates,
            window->padding_before, window->padding_after, attributes));
}

int strata_onednn_convolution_backward_data(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source_gradient,
    strata_onednn_layout weights, strata_onednn_layout destination_gradient, const strata_onednn_window *window,
    strata_onednn_description hint) {
    const dnnl_dims_t dilates = DILATES(window);
    WITH_ATTRIBUTES(
        NULL,
        dnnl_convolution_backward_data_primitive_desc_create(
            description, engine, dnnl_convolution_direct, descriptor(source_gradient), descriptor(weights),
            descriptor(destination_gradient), window->stride, dilates, window->padding_before, window->padding_after,
            hint, attributes));
}

int strata_onednn_convolution_backward_weights(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source,
    strata_onednn_layout weights_gradient, strata_onednn_layout bias_gradient,
    strata_onednn_layout destination_gradient, const strata_onednn_window *window, strata_onednn_description hint) {
    const dnnl_dims_t dilates = DILATES(window);
    WITH_ATTRIBUTES(
        NULL,
        dnnl_convolution_backward_weights_primitive_desc_create(
            description, engine, dnnl_convolution_direct, descriptor(source), descriptor(weights_gradient),
            descriptor(bias_gradient), descriptor(destination_gradient), window->stride, dilates,
            window->padding_before, window->padding_after, hint, attributes));
}

// MARK: Inner product

int strata_onednn_inner_product_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout source,
    strata_onednn_layout weights, strata_onednn_layout bias, strata_onednn_layout destination,
    const strata_onednn_post_operation *post) {
    WITH_ATTRIBUTES(
        post,
        dnnl_inner_product_forward_primitive_desc_create(
            description, engine, strata_onednn_forward_kind(training), descriptor(source), descriptor(weights),
            descriptor(bias), descriptor(destination), attributes));
}

int strata_onednn_inner_product_backward_data(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source_gradient,
    strata_onednn_layout weights, strata_onednn_layout destination_gradient, strata_onednn_description hint) {
    WITH_ATTRIBUTES(
        NULL,
        dnnl_inner_product_backward_data_primitive_desc_create(
            description, engine, descriptor(source_gradient), descriptor(weights), descriptor(destination_gradient),
            hint, attributes));
}

int strata_onednn_inner_product_backward_weights(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source,
    strata_onednn_layout weights_gradient, strata_onednn_layout bias_gradient,
    strata_onednn_layout destination_gradient, strata_onednn_description hint) {
    WITH_ATTRIBUTES(
        NULL,
        dnnl_inner_product_backward_weights_primitive_desc_create(
            description, engine, descriptor(source), descriptor(weights_gradient), descriptor(bias_gradient),
            descriptor(destination_gradient), hint, attributes));
}

// MARK: Pooling

int strata_onednn_pooling_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, enum strata_onednn_pooling kind,
    strata_onednn_layout source, strata_onednn_layout destination, const strata_onednn_window *window) {
    const dnnl_dims_t dilates = DILATES(window);
    WITH_ATTRIBUTES(
        NULL,
        dnnl_pooling_forward_primitive_desc_create(
            description, engine, strata_onednn_forward_kind(training), strata_onednn_pooling_kind(kind),
            descriptor(source), descriptor(destination), window->stride, window->kernel, dilates,
            window->padding_before, window->padding_after, attributes));
}

int strata_onednn_pooling_backward(
    strata_onednn_description *description, strata_onednn_engine engine, enum strata_onednn_pooling kind,
    strata_onednn_layout source_gradient, strata_onednn_layout destination_gradient, const strata_onednn_window *window,
    strata_onednn_description hint) {
    const dnnl_dims_t dilates = DILATES(window);
    WITH_ATTRIBUTES(
        NULL,
        dnnl_pooling_backward_primitive_desc_create(
            description, engine, strata_onednn_pooling_kind(kind), descriptor(source_gradient),
            descriptor(destination_gradient), window->stride, window->kernel, dilates, window->padding_before,
            window->padding_after, hint, attributes));
}

// MARK: Elementwise functions

int strata_onednn_elementwise_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout data,
    const strata_onednn_post_operation *function) {
    dnnl_alg_kind_t kind = strata_onednn_elementwise_kind(function->function, 0);
    WITH_ATTRIBUTES(
        NULL,
        dnnl_eltwise_forward_primitive_desc_create(
            description, engine, strata_onednn_forward_kind(training), kind, descriptor(data), descriptor(data),
            function->alpha, function->beta, attributes));
}

int strata_onednn_elementwise_backward(
    strata_onednn_description *description, strata_onednn_engine engine, int by_destination,
    strata_onednn_layout data_gradient, strata_onednn_layout data, const strata_onednn_post_operation *function,
    strata_onednn_description hint) {
    dnnl_alg_kind_t kind = strata_onednn_elementwise_kind(function->function, by_destination);
    WITH_ATTRIBUTES(
        NULL,
        dnnl_eltwise_backward_primitive_desc_create(
            description, engine, kind, descriptor(data_gradient), descriptor(data_gradient), descriptor(data),
            function->alpha, function->beta, hint, attributes));
}

// MARK: Batch normalization

int strata_onednn_batch_norm_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout data,
    float epsilon, int flags) {
    WITH_ATTRIBUTES(
        NULL,
        dnnl_batch_normalization_forward_primitive_desc_create(
            description, engine, strata_onednn_forward_kind(training), descriptor(data), descriptor(data), epsilon,
            strata_onednn_normalization_flags(flags), attributes));
}

int strata_onednn_batch_norm_backward(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout data_gradient,
    strata_onednn_layout data, float epsilon, int flags, strata_onednn_description hint) {
    WITH_ATTRIBUTES(
        NULL,
        dnnl_batch_normalization_backward_primitive_desc_create(
            description, engine, dnnl_backward, descriptor(data_gradient), descriptor(data_gradient), descriptor(data),
            epsilon, strata_onednn_normalization_flags(flags), hint, attributes));
}

int strata_onednn_batch_norm_backward_takes_shift(void) { return 0; }

// MARK: Local response normalization

int strata_onednn_local_response_norm_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout data,
    int64_t size, float alpha, float beta, float k) {
    WITH_ATTRIBUTES(
        NULL,
        dnnl_lrn_forward_primitive_desc_create(
            description, engine, strata_onednn_forward_kind(training), dnnl_lrn_across_channels, descriptor(data),
            descriptor(data), size, alpha, beta, k, attributes));
}

int strata_onednn_local_response_norm_backward(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout data_gradient,
    strata_onednn_layout data, int64_t size, float alpha, float beta, float k, strata_onednn_description hint) {
    WITH_ATTRIBUTES(
        NULL,
        dnnl_lrn_backward_primitive_desc_create(
            description, engine, dnnl_lrn_across_channels, descriptor(data_gradient), descriptor(data_gradient),
            descriptor(data), size, alpha, beta, k, hint, attributes));
}

// MARK: Resampling

int strata_onednn_resampling_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training,
    enum strata_onednn_resampling kind, strata_onednn_layout source, strata_onednn_layout destination) {
    WITH_ATTRIBUTES(
        NULL,
        dnnl_resampling_forward_primitive_desc_create(
            description, engine, strata_onednn_forward_kind(training), strata_onednn_resampling_kind(kind), NULL,
            descriptor(source), descriptor(destination), attributes));
}

int strata_onednn_resampling_backward(
    strata_onednn_description *description, strata_onednn_engine engine, enum strata_onednn_resampling kind,
    strata_onednn_layout source_gradient, strata_onednn_layout destination_gradient, strata_onednn_description hint) {
    WITH_ATTRIBUTES(
        NULL,
        dnnl_resampling_backward_primitive_desc_create(
            description, engine, strata_onednn_resampling_kind(kind), NULL, descriptor(source_gradient),
            descriptor(destination_gradient), hint, attributes));
}

// MARK: Sums

int strata_onednn_weighted_sum(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout destination, int count,
    const float *scales, const strata_onednn_layout *sources, dnnl_primitive_attr_t attributes) {
    return dnnl_sum_primitive_desc_create(
        description, engine, descriptor(destination), count, scales, (const memory_descriptor *)sources, attributes);
}

#endif
