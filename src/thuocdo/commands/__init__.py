"""The commands of `thuocdo`, one file each; a module is imported when its command is called.

A command module has `arguments(parser)`, which declares its options, and `run(options, out)`, which returns the exit
code: 0 fine, 1 findings, 2 usage.
"""
