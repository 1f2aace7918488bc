/// Vectors of eight floats, whatever the machine has. No function takes or returns one by value, because the calling
/// convention for that differs from machine to machine.
#ifndef STRATA_VECTORS_H
#define STRATA_VECTORS_H

#include <stdint.h>

enum { LANES = 8 };

typedef float lanes __attribute__((vector_size(LANES * sizeof(float)), aligned(sizeof(float))));
typedef int32_t int_lanes __attribute__((vector_size(LANES * sizeof(int32_t)), aligned(sizeof(int32_t))));
typedef uint8_t byte_lanes __attribute__((vector_size(LANES), aligned(1)));

#define LOAD(from) (*(const lanes *)(from))
/// `yes` in lanes where all bits of `mask` are set, and `no` in lanes where none is.
#define SELECT(mask, yes, no) (((mask) & (yes)) | (~(mask) & (no)))

#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

// Compiles a function once for each kind of vector; the machine's own is picked when the program starts. The sanitized
// tests define this macro themselves to compile for one kind of machine.
#if defined(FOR_EACH_MACHINE)
#elif defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__)
#define FOR_EACH_MACHINE __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define FOR_EACH_MACHINE
#endif
#define INLINE static inline __attribute__((always_inline))

#endif
