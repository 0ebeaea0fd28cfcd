// One piece of code for each rule of oxlint.config.ts that this rule, and no other, objects to.
// Invariant: each compiles, so that what finds it is the rule and not the compiler.

/** The code, by the rule's name without its plugin. */
export const VIOLATIONS: Readonly<Record<string, string>> = {
  'await-thenable': 'await 1;',
  'no-array-delete': 'const list = [1, 2];\ndelete list[0];',
  'no-base-to-string': 'export const text = String({ a: 1 });',
  'no-confusing-void-expression':
    'declare function act(): void;\nexport const acted = (): void => act();',
  'no-deprecated': '/** @deprecated */\ndeclare function old(): void;\nold();',
  'no-duplicate-type-constituents': "export type Twice = 'a' | 'a';",
  'no-floating-promises': 'declare function act(): Promise<void>;\nact();',
  'no-for-in-array':
    'declare const list: number[];\nfor (const key in list) process.exitCode = key.length;',
  'no-generated-empty-object-type': "export type Nothing = Omit<{ a: 1 }, 'a'>;",
  'no-implied-eval': "setTimeout('1', 1);",
  'no-meaningless-void-operator': 'declare const nothing: undefined;\nvoid nothing;',
  'no-misused-promises':
    'declare function act(): Promise<void>;\n[1].forEach(async () => {\n  await act();\n});',
  'no-misused-spread': 'declare const map: Map<string, string>;\nexport const copy = { ...map };',
  'no-mixed-enums': "export declare enum Mixed {\n  One = 1,\n  Two = 'two',\n}",
  'no-redundant-type-constituents': 'export type All = unknown | string;',
  'no-unnecessary-boolean-literal-compare':
    'declare const isIt: boolean;\nif (isIt === true) process.exitCode = 1;',
  'no-unnecessary-condition': 'declare const always: { a: 1 };\nif (always) process.exitCode = 1;',
  'no-unnecessary-template-expression': "export const text = `${'a'}b`;",
  'no-unnecessary-type-arguments':
    'interface Pile<T = string> {\n  list: T[];\n  last: T;\n}\nexport declare const pile: Pile<string>;',
  'no-unnecessary-type-assertion':
    'declare const text: string;\nexport const same = text as string;',
  'no-unnecessary-type-conversion':
    'declare const text: string;\nexport const same = String(text);',
  'no-unnecessary-type-parameters': 'export declare function take<T>(value: T): void;',
  'no-unsafe-argument': 'declare function take(value: string): void;\ntake(JSON.parse("1"));',
  'no-unsafe-assignment': 'export const value = JSON.parse("1");',
  'no-unsafe-call': 'JSON.parse("1")();',
  'no-unsafe-enum-assignment':
    'declare enum Small {\n  One = 1,\n}\nexport let small: Small = Small.One;\nsmall = 1;',
  'no-unsafe-enum-comparison':
    'declare enum Small {\n  One = 1,\n  Two = 2,\n}\ndeclare const small: Small;\nif (small === 1) process.exitCode = 1;',
  'no-unsafe-member-access': 'JSON.parse("1").a;',
  'no-unsafe-return': 'export function read(): string {\n  return JSON.parse("1");\n}',
  'no-unsafe-unary-minus': 'declare const value: string;\nexport const less = -value;',
  'no-useless-default-assignment':
    'export function take({ a = 1 }: { a: number }): number {\n  return a;\n}',
  'only-throw-error': "throw 'text';",
  'prefer-promise-reject-errors': "export const failed = Promise.reject<string>('text');",
  'prefer-readonly':
    'export class Box {\n  private value = 1;\n  read(): number {\n    return this.value;\n  }\n}',
  'prefer-reduce-type-parameter':
    'export const sums = [1].reduce((all, one) => all.concat(one), [] as number[]);',
  'prefer-return-this-type': 'export class Chain {\n  next(): Chain {\n    return this;\n  }\n}',
  'related-getter-setter-pairs':
    'export interface Pair {\n  get value(): string;\n  set value(next: number);\n}',
  'require-await': 'export async function act(): Promise<number> {\n  return 1;\n}',
  'restrict-plus-operands': "export const sum = 1 + '1';",
  'restrict-template-expressions': 'declare const isIt: boolean;\nexport const text = `${isIt}`;',
  'return-await':
    'declare function act(): Promise<number>;\nexport async function run(): Promise<number> {\n  try {\n    return act();\n  } catch {\n    return await Promise.resolve(1);\n  }\n}',
  'switch-exhaustiveness-check':
    "declare const side: 'left' | 'right';\nswitch (side) {\n  case 'left':\n    process.exitCode = 1;\n}",
  'unbound-method':
    'declare class Box {\n  open(): void;\n}\ndeclare const box: Box;\nexport const open = box.open;',
  'use-unknown-in-catch-callback-variable':
    'declare const promise: Promise<number>;\npromise.catch((error: Error) => {\n  process.exitCode = error.message.length;\n});',
};
