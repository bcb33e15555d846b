"""Where the one-folder program begins."""

from multiprocessing import freeze_support

from redistrict.cli import main

if __name__ == "__main__":
    freeze_support()  # the solver's child processes are this program again
    main()
