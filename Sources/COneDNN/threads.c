#define _GNU_SOURCE
#include "COneDNN.h"

#include <dlfcn.h>

// Looked up at run time, because oneDNN brings its own OpenMP or none.
static void (*set_threads)(int);
static int (*get_threads)(void);
static void (*set_dynamic)(int);
// The function that compiled code calls for a parallel region; GCC's and LLVM's OpenMP both have it.
static void (*run_parallel)(void (*)(void *), void *, unsigned, unsigned);
static int (*get_thread)(void);
static int (*get_team)(void);

__attribute__((constructor)) static void find_threads(void) {
    set_threads = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
    get_threads = (int (*)(void))dlsym(RTLD_DEFAULT, "omp_get_max_threads");
    set_dynamic = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_dynamic");
    run_parallel = (void (*)(void (*)(void *), void *, unsigned, unsigned))dlsym(RTLD_DEFAULT, "GOMP_parallel");
    get_thread = (int (*)(void))dlsym(RTLD_DEFAULT, "omp_get_thread_num");
    get_team = (int (*)(void))dlsym(RTLD_DEFAULT, "omp_get_num_threads");
}

void strata_onednn_set_threads(int count) {
    if (!set_threads || count < 1) return;
    // oneDNN divides a primitive's work among the threads that it was created for. In a smaller team, the shares of the
    // missing threads would be left out, or the others would wait for them forever. OMP_DYNAMIC allows smaller teams.
    if (set_dynamic) set_dynamic(0);
    set_threads(count);
}

int strata_onednn_threads(void) { return get_threads ? get_threads() : 1; }

static void read_team(void *result) {
    if (get_thread() == 0) *(int *)result = get_team();
}

int strata_onednn_team(int count) {
    if (count < 2 || !run_parallel || !get_thread || !get_team) return count;
    strata_onednn_set_threads(count);
    int size = 1;
    run_parallel(read_team, &size, (unsigned)count, 0);
    return size;
}

struct job {
    int count;
    void (*body)(int, void *);
    void *context;
};

static void run_share(void *argument) {
    const struct job *job = argument;
    // The team may be smaller than requested.
    int team = get_team();
    for (int index = get_thread(); index < job->count; index += team) job->body(index, job->context);
}

void strata_onednn_parallel(int count, void (*body)(int index, void *context), void *context) {
    struct job job = {count, body, context};
    if (count > 1 && run_parallel && get_thread && get_team) {
        run_parallel(run_share, &job, (unsigned)count, 0);
    } else {
        for (int index = 0; index < count; index++) body(index, context);
    }
}
