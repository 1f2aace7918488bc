/// Declarations that the files of this module share; Swift sees only `COneDNN.h`.
///
/// `common.c` and `threads.c` hold the code that is the same for oneDNN 2 and 3. The code that differs is in
/// `version2.c` and `version3.c`, which define the same functions; the version of oneDNN's headers decides which of the
/// two is compiled.
#ifndef STRATA_ONEDNN_SHIM_H
#define STRATA_ONEDNN_SHIM_H

#include "COneDNN.h"

#include <dnnl.h>

#if DNNL_VERSION_MAJOR < 2 || (DNNL_VERSION_MAJOR == 2 && DNNL_VERSION_MINOR < 6)
#error "Strata needs oneDNN 2.6 or newer"
#elif DNNL_VERSION_MAJOR > 3
#error "Strata supports oneDNN 2.6 to 3.x; a newer version needs its own file next to version3.c"
#endif

/// The type that a layout's handle points to.
#if DNNL_VERSION_MAJOR == 2
typedef const dnnl_memory_desc_t *memory_descriptor;
#else
typedef const_dnnl_memory_desc_t memory_descriptor;
#endif

static inline memory_descriptor descriptor(strata_onednn_layout layout) { return (memory_descriptor)layout; }

// MARK: In common.c

/// Creates the attributes of a primitive that takes its scratchpad from the caller and, unless `post` is null, applies
/// a function to its result. The caller destroys them.
int strata_onednn_make_attributes(dnnl_primitive_attr_t *attributes, const strata_onednn_post_operation *post);

/// Returns the status of `creation`, an expression that may use `attributes`, which exist only while it runs.
#define WITH_ATTRIBUTES(post, creation)                                 \
    do {                                                                \
        dnnl_primitive_attr_t attributes = NULL;                        \
        int made = strata_onednn_make_attributes(&attributes, (post));  \
        if (made != dnnl_success) return made;                          \
        int created = (creation);                                       \
        dnnl_primitive_attr_destroy(attributes);                        \
        return created;                                                 \
    } while (0)

/// oneDNN counts dilation from 0.
#define DILATES(window) {(window)->dilation[0] - 1, (window)->dilation[1] - 1}

dnnl_prop_kind_t strata_onednn_forward_kind(int training);
dnnl_alg_kind_t strata_onednn_elementwise_kind(int function, int by_destination);
dnnl_alg_kind_t strata_onednn_pooling_kind(enum strata_onednn_pooling kind);
dnnl_alg_kind_t strata_onednn_resampling_kind(enum strata_onednn_resampling kind);
unsigned strata_onednn_normalization_flags(int flags);

// MARK: In version2.c and version3.c

/// The layout of maps whose channels are in blocks. `block` is 0 if they aren't, or if another dimension is in blocks
/// too.
typedef struct {
    int64_t block;
    /// The sizes, and the sizes padded to whole blocks; owned by the layout.
    const int64_t *dimensions, *padded;
} channel_blocks;

channel_blocks strata_onednn_channel_blocks(strata_onednn_layout layout);

/// Creates a layout of float32 elements; with a `count` of 0, an empty one.
int strata_onednn_layout_with_tag(
    strata_onednn_layout *layout, int count, const int64_t *dimensions, dnnl_format_tag_t tag);
int strata_onednn_layout_copy(strata_onednn_layout *layout, memory_descriptor other);

int strata_onednn_append_elementwise(dnnl_post_ops_t operations, const strata_onednn_post_operation *function);

int strata_onednn_weighted_sum(
    strata_onednn_description *description, strata_onednn_engine engine, strata_onednn_layout destination, int count,
    const float *scales, const strata_onednn_layout *sources, dnnl_primitive_attr_t attributes);

#endif
