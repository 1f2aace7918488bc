#define _GNU_SOURCE
#include "CTerminal.h"

#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <unistd.h>

#if defined(__APPLE__)
#include <util.h>
#else
#include <pty.h>
#endif

pid_t strata_start_on_terminal(
    const char *folder, char *const arguments[], char *const environment[], int *terminal) {
    struct winsize size = {.ws_row = 24, .ws_col = 100};
    pid_t process = forkpty(terminal, NULL, NULL, &size);
    if (process > 0) fcntl(*terminal, F_SETFD, FD_CLOEXEC);
    if (process != 0) return process;

    // Whoever runs the tests may ignore or block signals, as Python does with SIGXFSZ; a person's shell does not.
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    for (int descriptor = 3; descriptor < 1024; descriptor++) close(descriptor);
    if (chdir(folder) == 0) execve(arguments[0], arguments, environment);
    _exit(127);
}
