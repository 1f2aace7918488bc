/// The parts of a training step for which oneDNN has no fast code.
#ifndef STRATA_CKERNELS_H
#define STRATA_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A convolution without groups over few input channels. Pairs are height, width.
///
/// The input is row-major: batch x channels x height x width. The gradient of the output is in blocks of filters, the
/// last one padded with zeros: batch x blocks x height x width x `block`.
typedef struct {
    int64_t batch;
    int64_t channels;
    int64_t input[2];
    int64_t filters;
    int64_t block;  // 8 or 16
    int64_t output[2];
    int64_t kernel[2];
    int64_t stride[2];
    int64_t dilation[2];
    int64_t padding_before[2];
} strata_narrow_convolution;

/// The number of floats of scratch memory that one part of a batch needs.
size_t strata_narrow_convolution_scratch(strata_narrow_convolution convolution);

/// Sums the gradients of weights and bias over the samples from `first` up to but not including `last`, into `scratch`.
void strata_narrow_convolution_sum(
    strata_narrow_convolution convolution, const float *source, const float *gradient, int64_t first, int64_t last,
    float *scratch);

/// Adds up the parts of a batch in order: `scratch` holds their scratch memories one after another. `weights` are
/// filters x channels x height x width; `bias` may be null.
void strata_narrow_convolution_finish(
    strata_narrow_convolution convolution, const float *scratch, int64_t parts, float *weights, float *bias);

/// The number of floats that `strata_narrow_convolution_pack` writes.
size_t strata_narrow_convolution_packed(strata_narrow_convolution convolution);

/// Packs weights and bias into the layout that `strata_narrow_convolution_forward` reads. `weights` are filters x
/// channels x height x width; `bias` may be null.
void strata_narrow_convolution_pack(
    strata_narrow_convolution convolution, const float *weights, const float *bias, float *packed);

/// Convolves the samples from `first` up to but not including `last`, into blocks of 8 filters. With `rectified`,
/// negative results become zero. `scratch` is as large as for the gradient.
void strata_narrow_convolution_forward(
    strata_narrow_convolution convolution, int rectified, const float *source, const float *packed, float *destination,
    int64_t first, int64_t last, float *scratch);

/// A dense layer's product for a batch: `y = x w + b`. The number of units is a multiple of `DENSE_PANEL`.
typedef struct {
    int64_t batch;
    int64_t inputs;
    int64_t units;
} strata_dense_product;

/// The number of units computed together.
enum { DENSE_PANEL = 16 };

/// Whether this machine's widest vectors hold eight floats. With wider ones, a product written for them is faster.
int strata_dense_product_suits_machine(void);

/// Computes the panels of units from `first` up to but not including `last`. With `rectified`, negative results become
/// zero.
///
/// `source` is batch x inputs, `weights` inputs x units, `destination` batch x units; `bias` may be null.
void strata_dense_product_forward(
    strata_dense_product product, int rectified, const float *source, const float *weights, const float *bias,
    float *destination, int64_t first, int64_t last);

/// Max pooling of maps whose channels are in blocks of 8: batch x blocks x height x width x 8. Pairs are height, width.
/// A window has at most 255 positions and always covers at least one position of the map.
typedef struct {
    int64_t input[2];
    int64_t output[2];
    int64_t kernel[2];
    int64_t stride[2];
    int64_t padding_before[2];
} strata_max_pooling;

/// Pools the maps from `first` up to but not including `last`, counted over the batch and its blocks.
///
/// Unless `places` is null, it receives the position of each maximum in its window, one byte per value. Of equal values
/// the first is taken, and NaN counts as larger than any number. With `rectified`, a maximum that isn't positive has no
/// position, so that no gradient flows back through it: pooling and relu in one.
void strata_max_pooling_forward(
    strata_max_pooling pooling, int rectified, const float *source, float *destination, uint8_t *places, int64_t first,
    int64_t last);

/// Propagates the gradient of the output back to the positions of the maxima.
void strata_max_pooling_backward(
    strata_max_pooling pooling, const float *gradient, const uint8_t *places, float *source_gradient, int64_t first,
    int64_t last);

#ifdef __cplusplus
}
#endif

#endif
