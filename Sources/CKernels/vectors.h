/// Vectors of eight floats, whatever the machine has. No function takes or gives one by value: how that is done differs from
/// machine to machine.
#ifndef STRATA_VECTORS_H
#define STRATA_VECTORS_H

#include <stdint.h>

enum { LANES = 8 };

typedef float lanes __attribute__((vector_size(LANES * sizeof(float)), aligned(sizeof(float))));
typedef int32_t whole_lanes __attribute__((vector_size(LANES * sizeof(int32_t)), aligned(sizeof(int32_t))));
typedef uint8_t byte_lanes __attribute__((vector_size(LANES), aligned(1)));

#define LOAD(from) (*(const lanes *)(from))
/// Where `mask` has all bits set `yes`, where it has none `no`.
#define CHOSEN(mask, yes, no) (((mask) & (yes)) | (~(mask) & (no)))

#define SMALLER(a, b) ((a) < (b) ? (a) : (b))
#define LARGER(a, b) ((a) > (b) ? (a) : (b))

// Compiled for the vectors that the machine has, which is found out when the program starts. Tests define it themselves, to compile
// for one machine.
#if defined(FOR_EACH_MACHINE)
#elif defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__)
#define FOR_EACH_MACHINE __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define FOR_EACH_MACHINE
#endif
#define INLINE static inline __attribute__((always_inline))

#endif
