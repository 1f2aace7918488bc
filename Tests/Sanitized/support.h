/// What the sanitized tests share: seeded random numbers, memory that is exactly as large as it has to be, and checks that end
/// the program.
#ifndef SANITIZED_SUPPORT_H
#define SANITIZED_SUPPORT_H

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/// Ends the program unless `condition` holds. `...` is a format and its values.
#define CHECK(condition, ...)                               \
    do {                                                    \
        if (!(condition)) {                                 \
            fprintf(stderr, "%s:%d: ", __FILE__, __LINE__); \
            fprintf(stderr, __VA_ARGS__);                   \
            fputc('\n', stderr);                            \
            say_where();                                    \
            exit(1);                                        \
        }                                                   \
    } while (0)

/// Says what was being checked when something failed.
static void say_where(void);

static uint64_t state;

static inline uint64_t random_bits(void) {
    state += 0x9E3779B97F4A7C15u;
    uint64_t value = state;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
    return value ^ (value >> 31);
}

/// From `least` to `most`, both of which come up.
static inline int64_t between(int64_t least, int64_t most) {
    return least + (int64_t)(random_bits() % (uint64_t)(most - least + 1));
}

/// Floats on the heap, so that the address sanitizer sees every access outside them. They begin anywhere that a float may.
typedef struct {
    float *values;
    int64_t count;
    float *start;
} floats;

static inline floats uninitialized(int64_t count) {
    int64_t offset = between(0, 1) ? 0 : between(1, 15);
    float *start = malloc((size_t)(count + offset) * sizeof(float));
    CHECK(start, "out of memory");
    for (int64_t i = 0; i < count + offset; i++) start[i] = NAN;
    return (floats){start + offset, count, start};
}

/// Multiples of 1/8 from -1 to 1: few enough that some are equal.
static inline floats filled(int64_t count) {
    floats made = uninitialized(count);
    for (int64_t i = 0; i < count; i++) made.values[i] = (float)between(-8, 8) / 8;
    return made;
}

static inline void release(floats memory) { free(memory.start); }

static inline int is_close(double value, double expected) {
    return fabs(value - expected) <= 1e-4 * fmax(1, fabs(expected));
}

#endif
