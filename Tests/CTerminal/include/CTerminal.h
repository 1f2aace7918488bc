#ifndef STRATA_CTERMINAL_H
#define STRATA_CTERMINAL_H

#include <sys/types.h>

/// Starts a program whose input, output and errors are a new pseudo-terminal, which is its controlling one.
///
/// @param folder      the program's working folder.
/// @param arguments   its path and arguments, and NULL.
/// @param environment its variables, and NULL.
/// @param terminal    receives the other end: what is written there is typed, what is read there was shown.
/// @return the program's process, or -1 with `errno`; 127 is the code of a program that could not be started.
pid_t strata_start_on_terminal(
    const char *folder, char *const arguments[], char *const environment[], int *terminal);

#endif
