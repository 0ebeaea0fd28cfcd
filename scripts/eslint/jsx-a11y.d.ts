// The part of eslint-plugin-jsx-a11y that the lint configuration uses; the package has no types.
declare module 'eslint-plugin-jsx-a11y' {
  import type { Linter } from 'eslint';

  const plugin: { readonly flatConfigs: Readonly<Record<'strict', Linter.Config>> };
  export default plugin;
}
