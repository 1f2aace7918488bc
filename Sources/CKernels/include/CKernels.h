/// What a training step needs and oneDNN has no fast code for.
#ifndef STRATA_CKERNELS_H
#define STRATA_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A convolution without groups, of few input channels. Pairs are height before width.
///
/// The input lies row by row: batch x channels x height x width. The gradient of the output lies in blocks of filters, the last
/// one filled up with zeros: batch x blocks x height x width x `block`.
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

/// How many floats of scratch memory one part of a batch needs.
size_t strata_narrow_convolution_scratch(strata_narrow_convolution convolution);

/// Sums the gradients of weights and bias over the samples from `first` to below `last`, into `scratch`.
void strata_narrow_convolution_sum(
    strata_narrow_convolution convolution, const float *source, const float *gradient, int64_t first, int64_t last,
    float *scratch);

/// Adds the parts of a batch up, in their order: their scratch memories lie one after the other.
/// `weights` are filters x channels x height x width; `bias` may be null.
void strata_narrow_convolution_finish(
    strata_narrow_convolution convolution, const float *scratch, int64_t parts, float *weights, float *bias);

/// How many floats `strata_narrow_convolution_pack` writes.
size_t strata_narrow_convolution_packed(strata_narrow_convolution convolution);

/// Lays weights and bias out as `strata_narrow_convolution_forward` reads them. `weights` are filters x channels x height x width;
/// `bias` may be null.
void strata_narrow_convolution_pack(
    strata_narrow_convolution convolution, const float *weights, const float *bias, float *packed);

/// The convolution itself, of the samples from `first` to below `last`, into blocks of 8 filters. With `rectified` what is below
/// zero becomes zero. `scratch` is as large as for the gradient.
void strata_narrow_convolution_forward(
    strata_narrow_convolution convolution, int rectified, const float *source, const float *packed, float *destination,
    int64_t first, int64_t last, float *scratch);

/// What a dense layer computes of a batch: `y = x w + b`. The units are a multiple of `DENSE_PANEL`.
typedef struct {
    int64_t batch;
    int64_t inputs;
    int64_t units;
} strata_dense_product;

/// The units that are computed together.
enum { DENSE_PANEL = 16 };

/// Whether the machine's widest vectors are those of eight floats: with wider ones a product made for them is quicker.
int strata_dense_product_suits_machine(void);

/// Computes the panels of units from `first` to below `last`. With `rectified` what is below zero becomes zero.
///
/// `source` is batch x inputs, `weights` inputs x units, `destination` batch x units; `bias` may be null.
void strata_dense_product_forward(
    strata_dense_product product, int rectified, const float *source, const float *weights, const float *bias,
    float *destination, int64_t first, int64_t last);

/// Max pooling of maps whose channels lie in blocks of 8: batch x blocks x height x width x 8. Pairs are height before width.
/// A window has at most 255 places, and always looks at one of the map at least.
typedef struct {
    int64_t input[2];
    int64_t output[2];
    int64_t kernel[2];
    int64_t stride[2];
    int64_t padding_before[2];
} strata_max_pooling;

/// Pools the maps from `first` to below `last`, counted over the batch and its blocks.
///
/// `places` may be null, else each value's place in its window comes there, a byte each. The first of several equal values is
/// taken, and any that is no number. With `rectified` a value that is not above zero has no place, so that no gradient goes back
/// through it: pooling and relu, in one.
void strata_max_pooling_forward(
    strata_max_pooling pooling, int rectified, const float *source, float *destination, uint8_t *places, int64_t first,
    int64_t last);

/// Brings the gradient of the output back to the places of the values.
void strata_max_pooling_backward(
    strata_max_pooling pooling, const float *gradient, const uint8_t *places, float *source_gradient, int64_t first,
    int64_t last);

#ifdef __cplusplus
}
#endif

#endif
