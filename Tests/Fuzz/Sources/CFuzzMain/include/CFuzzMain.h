#pragma once

/// Runs libFuzzer with the arguments of a program, and returns the program's exit code.
int fuzz_main(int argc, char **argv);
