#include "CKernels.h"
#include "vectors.h"

#include <string.h>

// oneDNN's AVX2 code for max pooling records the position of each maximum one lane at a time: LeNet-5's first pooling
// took longer than its convolution. Here, positions are selected like values, a whole vector at a time.

enum { NOWHERE = 255 };

// The part of a window that is inside the map, along one axis: the window's first and last position there (`end` is one
// past it), and the place of the first in the map.
typedef struct {
    int64_t first, end, start;
} reach;

INLINE reach reach_of(const strata_max_pooling *p, int axis, int64_t position) {
    int64_t start = position * p->stride[axis] - p->padding_before[axis];
    int64_t first = MAX(0, -start);
    return (reach){first, MIN(p->kernel[axis], p->input[axis] - start), start + first};
}

INLINE void pool(
    const strata_max_pooling *p, int rectified, const float *source, float *destination, uint8_t *places, reach rows,
    reach columns) {
    const float *corner = source + (rows.start * p->input[1] + columns.start) * LANES;
    lanes best = LOAD(corner);
    int_lanes place = (int_lanes){0} + (int32_t)(rows.first * p->kernel[1] + columns.first);
    for (int64_t i = rows.first; i < rows.end; i++) {
        const float *from = corner + (i - rows.first) * p->input[1] * LANES;
        int32_t index = (int32_t)(i * p->kernel[1] + columns.first);
        for (int64_t j = columns.first; j < columns.end; j++, index++, from += LANES) {
            lanes value = LOAD(from);
            int_lanes better = (value > best) | (value != value);
            best = (lanes)SELECT(better, (int_lanes)value, (int_lanes)best);
            place = SELECT(better, (int_lanes){0} + index, place);
        }
    }
    *(lanes *)destination = best;
    if (!places) return;
    if (rectified) place |= (best <= 0) & NOWHERE;
    *(byte_lanes *)places = __builtin_convertvector(place, byte_lanes);
}

FOR_EACH_MACHINE
void strata_max_pooling_forward(
    strata_max_pooling pooling, int rectified, const float *source, float *destination, uint8_t *places, int64_t first,
    int64_t last) {
    const strata_max_pooling *p = &pooling;
    int64_t size = p->input[0] * p->input[1] * LANES;
    int64_t pixel = first * p->output[0] * p->output[1] * LANES;
    for (int64_t map = first; map < last; map++) {
        for (int64_t row = 0; row < p->output[0]; row++) {
            reach rows = reach_of(p, 0, row);
            for (int64_t column = 0; column < p->output[1]; column++, pixel += LANES) {
                reach columns = reach_of(p, 1, column);
                pool(
                    p, rectified, source + map * size, destination + pixel, places ? places + pixel : places, rows,
                    columns);
            }
        }
    }
}

INLINE void unpool(
    const strata_max_pooling *p, const float *gradient, const uint8_t *places, float *source_gradient, reach rows,
    reach columns) {
    int_lanes values = (int_lanes)LOAD(gradient);
    int_lanes place = __builtin_convertvector(*(const byte_lanes *)places, int_lanes);
    float *corner = source_gradient + (rows.start * p->input[1] + columns.start) * LANES;
    for (int64_t i = rows.first; i < rows.end; i++) {
        float *to = corner + (i - rows.first) * p->input[1] * LANES;
        int32_t index = (int32_t)(i * p->kernel[1] + columns.first);
        for (int64_t j = columns.first; j < columns.end; j++, index++, to += LANES) {
            *(lanes *)to += (lanes)((place == index) & values);
        }
    }
}

FOR_EACH_MACHINE
void strata_max_pooling_backward(
    strata_max_pooling pooling, const float *gradient, const uint8_t *places, float *source_gradient, int64_t first,
    int64_t last) {
    const strata_max_pooling *p = &pooling;
    int64_t size = p->input[0] * p->input[1] * LANES;
    int64_t pixel = first * p->output[0] * p->output[1] * LANES;
    for (int64_t map = first; map < last; map++) {
        memset(source_gradient + map * size, 0, (size_t)size * sizeof(float));
        for (int64_t row = 0; row < p->output[0]; row++) {
            reach rows = reach_of(p, 0, row);
            for (int64_t column = 0; column < p->output[1]; column++, pixel += LANES) {
                unpool(
                    p, gradient + pixel, places + pixel, source_gradient + map * size, rows,
                    reach_of(p, 1, column));
            }
        }
    }
}
