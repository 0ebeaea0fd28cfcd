// House rules that no ready-made plugin has: a file opens with a comment, is named in kebab-case (a
// component in PascalCase), documents the functions and classes it exports (types and constants of
// which the name says all need no comment), does not import itself by way of others, and no function
// of ours takes more than three parameters.
import { noCycle } from './no-cycle.mjs';

/** @typedef {import('eslint').Rule.RuleModule} RuleModule */

/** @type {RuleModule} */
const fileHeader = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { missing: 'Open the file with two or three lines: what it is for, what it guards.' },
  },
  create(context) {
    return {
      Program(node) {
        const [first] = context.sourceCode.getAllComments();
        const line = context.sourceCode.lines[0]?.startsWith('#!') === true ? 2 : 1;
        const isHeader = first?.loc?.start.line === line && first.loc.start.column === 0;
        if (!isHeader) context.report({ node, loc: { line: 1, column: 0 }, messageId: 'missing' });
      },
    };
  },
};

/** @type {RuleModule} */
const fileName = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { wrong: 'Name files in kebab-case, components in PascalCase: "{{name}}".' },
  },
  create(context) {
    return {
      Program(node) {
        const name = context.filename.split(/[\\/]/).pop() ?? '';
        if (/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)+$/.test(name)) return;
        if (/^(?:[A-Z][a-z0-9]*)+\.tsx$/.test(name)) return;
        context.report({ node, loc: { line: 1, column: 0 }, messageId: 'wrong', data: { name } });
      },
    };
  },
};

/** @param {import('estree').ExportNamedDeclaration['declaration']} declaration */
function isFunctionOrClass(declaration) {
  if (declaration?.type === 'VariableDeclaration') {
    const kinds = ['ArrowFunctionExpression', 'FunctionExpression'];
    return declaration.declarations.some(({ init }) => kinds.includes(init?.type ?? ''));
  }
  return ['FunctionDeclaration', 'ClassDeclaration'].includes(declaration?.type ?? '');
}

/** @type {RuleModule} */
const exportDoc = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { missing: 'Say in a /** comment */ what this export is: shapes, units, errors.' },
  },
  create(context) {
    return {
      ExportNamedDeclaration(node) {
        if (!isFunctionOrClass(node.declaration)) return;
        const hasDoc = context.sourceCode
          .getCommentsBefore(node)
          .some((comment) => comment.type === 'Block' && comment.value.startsWith('*'));
        if (!hasDoc) context.report({ node, messageId: 'missing' });
      },
    };
  },
};

const MAX_PARAMS = 3;

/**
 * ESLint's own max-params counts callbacks too, whose parameters are their caller's choice
 * (`replace`, commander's `action`).
 * @type {RuleModule}
 */
const maxParams = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { many: `At most ${MAX_PARAMS} parameters; pass an object.` },
  },
  create(context) {
    /** @param {import('estree').Function & import('eslint').Rule.NodeParentExtension} node */
    const check = (node) => {
      const { parent } = node;
      const isCall = parent.type === 'CallExpression' || parent.type === 'NewExpression';
      const isCallback = isCall && parent.arguments.some((argument) => argument === node);
      if (node.params.length > MAX_PARAMS && !isCallback) {
        context.report({ node, messageId: 'many' });
      }
    };
    return {
      FunctionDeclaration: check,
      FunctionExpression: check,
      ArrowFunctionExpression: check,
    };
  },
};

/** The rules as an ESLint plugin. */
export const housePlugin = {
  rules: {
    'file-header': fileHeader,
    'file-name': fileName,
    'export-doc': exportDoc,
    'max-params': maxParams,
    'no-cycle': noCycle,
  },
};
