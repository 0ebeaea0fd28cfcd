// What `import 'electron'` gets in vitest. Only the shell may use Electron, and the shell is tested
// against a strict stand-in of its own; anything else that arrives here has crossed a border.
throw new Error(
  'A test imported "electron". The core and the command line must run without it; ' +
    'move what needs it to src/main/hosts/electron.',
);
