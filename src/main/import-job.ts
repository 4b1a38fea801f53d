// The entry of the process that will parse files for an import; until then it has nothing to do and leaves.
process.exit(0);
