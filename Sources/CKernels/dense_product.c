#include "CKernels.h"
#include "vectors.h"

// If the weights' rows are a multiple of 2 KB long, the numbers of one column map to a few cache sets and evict each
// other, which slows down oneDNN's matrix product. Here, sixteen columns are copied next to each other while the first
// samples read them, and the other samples read the copy.

enum { MAX_ROWS = 6, MAX_DEPTH = 512, COLUMNS = 2 };

// A block of the product: some rows (samples) by two vectors of units, summed over `depth` inputs.
typedef struct {
    int64_t depth;
    const float *source, *weights, *bias;
    lanes *panel;
    float *destination;
    int is_first, is_last;
} block;

INLINE void sum_block(int rows, int copies, const strata_dense_product *p, int rectified, const block *b) {
    int64_t inputs = p->inputs, units = p->units;
    const float *source = b->source, *weights = b->weights;
    lanes *panel = b->panel;
    lanes sums[MAX_ROWS][COLUMNS];
    for (int row = 0; row < rows; row++) {
        for (int i = 0; i < COLUMNS; i++) {
            if (!b->is_first) {
                sums[row][i] = LOAD(b->destination + row * units + i * LANES);
            } else if (b->bias) {
                sums[row][i] = LOAD(b->bias + i * LANES);
            } else {
                sums[row][i] = (lanes){0};
            }
        }
    }
    for (int64_t place = 0; place < b->depth; place++) {
        lanes columns[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            if (copies) panel[place * COLUMNS + i] = LOAD(weights + place * units + i * LANES);
            columns[i] = panel[place * COLUMNS + i];
        }
        // Rows this far apart are on different pages, and the hardware doesn't prefetch across pages.
        if (copies) __builtin_prefetch(weights + (place + 12) * units);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < COLUMNS; i++) sums[row][i] += columns[i] * source[row * inputs + place];
        }
    }
    for (int row = 0; row < rows; row++) {
        for (int i = 0; i < COLUMNS; i++) {
            // NaN stays NaN.
            if (b->is_last && rectified) sums[row][i] = (lanes)((int_lanes)sums[row][i] & ~(sums[row][i] <= 0));
            *(lanes *)(b->destination + row * units + i * LANES) = sums[row][i];
        }
    }
}

INLINE void sum_rows(int64_t rows, int copies, const strata_dense_product *p, int rectified, const block *b) {
    switch (rows) {
    case 1: sum_block(1, copies, p, rectified, b); break;
    case 2: sum_block(2, copies, p, rectified, b); break;
    case 3: sum_block(3, copies, p, rectified, b); break;
    case 4: sum_block(4, copies, p, rectified, b); break;
    case 5: sum_block(5, copies, p, rectified, b); break;
    default: sum_block(6, copies, p, rectified, b); break;
    }
}

int strata_dense_product_suits_machine(void) {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") && !__builtin_cpu_supports("avx512f");
#else
    return 0;
#endif
}

FOR_EACH_MACHINE
void strata_dense_product_forward(
    strata_dense_product product, int rectified, const float *source, const float *weights, const float *bias,
    float *destination, int64_t first, int64_t last) {
    const strata_dense_product *p = &product;
    lanes panel[MAX_DEPTH * COLUMNS];
    int64_t blocks = (p->inputs + MAX_DEPTH - 1) / MAX_DEPTH, groups = (p->batch + MAX_ROWS - 1) / MAX_ROWS;
    for (int64_t column = first * DENSE_PANEL; column < last * DENSE_PANEL; column += DENSE_PANEL) {
        for (int64_t i = 0; i < blocks; i++) {
            int64_t start = i * p->inputs / blocks, end = (i + 1) * p->inputs / blocks;
            for (int64_t group = 0, row = 0; group < groups; group++) {
                int64_t rows = (p->batch - row) / (groups - group);
                block b = {
                    end - start,
                    source + row * p->inputs + start,
                    weights + start * p->units + column,
                    bias ? bias + column : bias,
                    panel,
                    destination + row * p->units + column,
                    i == 0,
                    i + 1 == blocks};
                if (group == 0) {
                    sum_rows(rows, 1, p, rectified, &b);
                } else {
                    sum_rows(rows, 0, p, rectified, &b);
                }
                row += rows;
            }
        }
    }
}
