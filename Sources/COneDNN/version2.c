#include "shim.h"

#if DNNL_VERSION_MAJOR == 2

#include <stdlib.h>

// A layout's handle is a descriptor of its own, allocated here: version 2 passes descriptors by value.

static int own(strata_onednn_layout *layout, const dnnl_memory_desc_t *value) {
    dnnl_memory_desc_t *made = malloc(sizeof *made);
    if (!made) return dnnl_out_of_memory;
    *made = *value;
    *layout = (strata_onednn_layout)made;
    return dnnl_success;
}

int strata_onednn_layout_with_tag(
    strata_onednn_layout *layout, int count, const int64_t *dimensions, dnnl_format_tag_t tag) {
    dnnl_memory_desc_t made;
    dnnl_status_t status = dnnl_memory_desc_init_by_tag(&made, count, dimensions, dnnl_f32, tag);
    return status == dnnl_success ? own(layout, &made) : status;
}

int strata_onednn_layout_copy(strata_onednn_layout *layout, memory_descriptor other) { return own(layout, other); }

void strata_onednn_layout_destroy(strata_onednn_layout layout) { free(layout); }

channel_blocks strata_onednn_channel_blocks(strata_onednn_layout layout) {
    memory_descriptor maps = descriptor(layout);
    const dnnl_blocking_desc_t *blocking = &maps->format_desc.blocking;
    if (maps->ndims != 4 || maps->format_kind != dnnl_blocked || blocking->inner_nblks != 1
        || blocking->inner_idxs[0] != 1)
        return (channel_blocks){0};
    return (channel_blocks){blocking->inner_blks[0], maps->dims, maps->padded_dims};
}

int strata_onednn_append_elementwise(dnnl_post_ops_t operations, const strata_onednn_post_operation *function) {
    return dnnl_post_ops_append_eltwise(
        operations, 1, strata_onednn_elementwise_kind(function->function, 0), function->alpha, function->beta);
}

/// The second step of describing any primitive: creates its descriptor from the operation's, if that was created.
static int describe(
    dnnl_status_t status, strata_onednn_description *description, const void *operation,
    const strata_onednn_post_operation *post, strata_onednn_engine engine, strata_onednn_description hint) {
    if (status != dnnl_success) return status;
    WITH_ATTRIBUTES(post, dnnl_primitive_desc_create(description, operation, attributes, engine, hint));
}

// MARK: Convolution

int strata_onednn_convolution_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout source,
    strata_onednn_layout weights, strata_onednn_layout bias, strata_onednn_layout destination,
    const strata_onednn_window *window, const strata_onednn_post_operation *post) {
    const dnnl_dims_t dilates = DILATES(window);
    dnnl_convolution_desc_t operation;
    dnnl_status_t status = dnnl_dilated_convolution_forward_desc_init(
        &operation, strata_onednn_forward_kind(training), dnnl_convolution_direct, descriptor(source),
        descriptor(weights), descriptor(bias), descriptor(destination), window->stride, dilates, window->padding_before,
        window->padding_after);
    return describe(status, description, &operation, post, engine, NULL);
}

int strata_onednn_convolution_backward_data(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source_gradient,
    strata_onednn_layout weights, strata_onednn_layout destination_gradient, const strata_onednn_window *window,
    strata_onednn_description hint) {
    const dnnl_dims_t dilates = DILATES(window);
    dnnl_convolution_desc_t operation;
    dnnl_status_t status = dnnl_dilated_convolution_backward_data_desc_init(
        &operation, dnnl_convolution_direct, descriptor(source_gradient), descriptor(weights),
        descriptor(destination_gradient), window->stride, dilates, window->padding_before, window->padding_after);
    return describe(status, description, &operation, NULL, engine, hint);
}

int strata_onednn_convolution_backward_weights(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source,
    strata_onednn_layout weights_gradient, strata_onednn_layout bias_gradient,
    strata_onednn_layout destination_gradient, const strata_onednn_window *window, strata_onednn_description hint) {
    const dnnl_dims_t dilates = DILATES(window);
    dnnl_convolution_desc_t operation;
    dnnl_status_t status = dnnl_dilated_convolution_backward_weights_desc_init(
        &operation, dnnl_convolution_direct, descriptor(source), descriptor(weights_gradient),
        descriptor(bias_gradient), descriptor(destination_gradient), window->stride, dilates, window->padding_before,
        window->padding_after);
    return describe(status, description, &operation, NULL, engine, hint);
}

// MARK: Inner product

int strata_onednn_inner_product_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout source,
    strata_onednn_layout weights, strata_onednn_layout bias, strata_onednn_layout destination,
    const strata_onednn_post_operation *post) {
    dnnl_inner_product_desc_t operation;
    dnnl_status_t status = dnnl_inner_product_forward_desc_init(
        &operation, strata_onednn_forward_kind(training), descriptor(source), descriptor(weights), descriptor(bias),
        descriptor(destination));
    return describe(status, description, &operation, post, engine, NULL);
}

int strata_onednn_inner_product_backward_data(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source_gradient,
    strata_onednn_layout weights, strata_onednn_layout destination_gradient, strata_onednn_description hint) {
    dnnl_inner_product_desc_t operation;
    dnnl_status_t status = dnnl_inner_product_backward_data_desc_init(
        &operation, descriptor(source_gradient), descriptor(weights), descriptor(destination_gradient));
    return describe(status, description, &operation, NULL, engine, hint);
}

int strata_onednn_inner_product_backward_weights(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout source,
    strata_onednn_layout weights_gradient, strata_onednn_layout bias_gradient,
    strata_onednn_layout destination_gradient, strata_onednn_description hint) {
    dnnl_inner_product_desc_t operation;
    dnnl_status_t status = dnnl_inner_product_backward_weights_desc_init(
        &operation, descriptor(source), descriptor(weights_gradient), descriptor(bias_gradient),
        descriptor(destination_gradient));
    return describe(status, description, &operation, NULL, engine, hint);
}

// MARK: Pooling

int strata_onednn_pooling_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, enum strata_onednn_pooling kind,
    strata_onednn_layout source, strata_onednn_layout destination, const strata_onednn_window *window) {
    dnnl_pooling_desc_t operation;
    dnnl_status_t status = dnnl_pooling_forward_desc_init(
        &operation, strata_onednn_forward_kind(training), strata_onednn_pooling_kind(kind), descriptor(source),
        descriptor(destination), window->stride, window->kernel, window->padding_before, window->padding_after);
    return describe(status, description, &operation, NULL, engine, NULL);
}

int strata_onednn_pooling_backward(
    strata_onednn_description *description, strata_onednn_engine engine, enum strata_onednn_pooling kind,
    strata_onednn_layout source_gradient, strata_onednn_layout destination_gradient, const strata_onednn_window *window,
    strata_onednn_description hint) {
    dnnl_pooling_desc_t operation;
    dnnl_status_t status = dnnl_pooling_backward_desc_init(
        &operation, strata_onednn_pooling_kind(kind), descriptor(source_gradient), descriptor(destination_gradient),
        window->stride, window->kernel, window->padding_before, window->padding_after);
    return describe(status, description, &operation, NULL, engine, hint);
}

// MARK: Elementwise functions

int strata_onednn_elementwise_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout data,
    const strata_onednn_post_operation *function) {
    dnnl_alg_kind_t kind = strata_onednn_elementwise_kind(function->function, 0);
    dnnl_eltwise_desc_t operation;
    dnnl_status_t status = dnnl_eltwise_forward_desc_init(
        &operation, strata_onednn_forward_kind(training), kind, descriptor(data), function->alpha, function->beta);
    return describe(status, description, &operation, NULL, engine, NULL);
}

int strata_onednn_elementwise_backward(
    strata_onednn_description *description, strata_onednn_engine engine, int by_destination,
    strata_onednn_layout data_gradient, strata_onednn_layout data, const strata_onednn_post_operation *function,
    strata_onednn_description hint) {
    dnnl_alg_kind_t kind = strata_onednn_elementwise_kind(function->function, by_destination);
    dnnl_eltwise_desc_t operation;
    dnnl_status_t status = dnnl_eltwise_backward_desc_init(
        &operation, kind, descriptor(data_gradient), descriptor(data), function->alpha, function->beta);
    return describe(status, description, &operation, NULL, engine, hint);
}

// MARK: Batch normalization

int strata_onednn_batch_norm_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout data,
    float epsilon, int flags) {
    dnnl_batch_normalization_desc_t operation;
    dnnl_status_t status = dnnl_batch_normalization_forward_desc_init(
        &operation, strata_onednn_forward_kind(training), descriptor(data), epsilon,
        strata_onednn_normalization_flags(flags));
    return describe(status, description, &operation, NULL, engine, NULL);
}

int strata_onednn_batch_norm_backward(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout data_gradient,
    strata_onednn_layout data, float epsilon, int flags, strata_onednn_description hint) {
    dnnl_batch_normalization_desc_t operation;
    dnnl_status_t status = dnnl_batch_normalization_backward_desc_init(
        &operation, dnnl_backward, descriptor(data_gradient), descriptor(data), epsilon,
        strata_onednn_normalization_flags(flags));
    return describe(status, description, &operation, NULL, engine, hint);
}

int strata_onednn_batch_norm_backward_takes_shift(void) { return 1; }

// MARK: Local response normalization

int strata_onednn_local_response_norm_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training, strata_onednn_layout data,
    int64_t size, float alpha, float beta, float k) {
    dnnl_lrn_desc_t operation;
    dnnl_status_t status = dnnl_lrn_forward_desc_init(
        &operation, strata_onednn_forward_kind(training), dnnl_lrn_across_channels, descriptor(data), size, alpha, beta,
        k);
    return describe(status, description, &operation, NULL, engine, NULL);
}

int strata_onednn_local_response_norm_backward(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout data_gradient,
    strata_onednn_layout data, int64_t size, float alpha, float beta, float k, strata_onednn_description hint) {
    dnnl_lrn_desc_t operation;
    dnnl_status_t status = dnnl_lrn_backward_desc_init(
        &operation, dnnl_lrn_across_channels, descriptor(data_gradient), descriptor(data), size, alpha, beta, k);
    return describe(status, description, &operation, NULL, engine, hint);
}

// MARK: Resampling

int strata_onednn_resampling_forward(
    strata_onednn_description *description, strata_onednn_engine engine, int training,
    enum strata_onednn_resampling kind, strata_onednn_layout source, strata_onednn_layout destination) {
    dnnl_resampling_desc_t operation;
    dnnl_status_t status = dnnl_resampling_forward_desc_init(
        &operation, strata_onednn_forward_kind(training), strata_onednn_resampling_kind(kind), NULL, descriptor(source),
        descriptor(destination));
    return describe(status, description, &operation, NULL, engine, NULL);
}

int strata_onednn_resampling_backward(
    strata_onednn_description *description, strata_onednn_engine engine, enum strata_onednn_resampling kind,
    strata_onednn_layout source_gradient, strata_onednn_layout destination_gradient, strata_onednn_description hint) {
    dnnl_resampling_desc_t operation;
    dnnl_status_t status = dnnl_resampling_backward_desc_init(
        &operation, strata_onednn_resampling_kind(kind), NULL, descriptor(source_gradient),
        descriptor(destination_gradient));
    return describe(status, description, &operation, NULL, engine, hint);
}

// MARK: Sums

int strata_onednn_weighted_sum(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout destination, int count,
    const float *scales, const strata_onednn_layout *sources, dnnl_primitive_attr_t attributes) {
    // Version 2 takes an array of the descriptors themselves.
    dnnl_memory_desc_t *all = malloc((size_t)count * sizeof *all);
    if (!all) return dnnl_out_of_memory;
    for (int i = 0; i < count; i++) all[i] = *descriptor(sources[i]);
    dnnl_status_t status =
        dnnl_sum_primitive_desc_create(description, descriptor(destination), count, scales, all, attributes, engine);
    free(all);
    return status;
}

#endif
