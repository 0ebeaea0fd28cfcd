// Methods that write the evidence table of a list.
// Invariant: keys are those of every other export; a file that is not ours is left alone.
import type { MethodOutput, ParsedInput } from '../../../shared/contract/types.ts';
import { EVIDENCE_EXTENSIONS } from '../../../shared/domain/evidence-table.ts';
import { writeEvidenceTable } from '../../export/evidence-table/write-table.ts';
import { fileNameFor } from '../../../shared/util/file-name.ts';
import type { OpenServices, Services } from '../../services.ts';
import { gatherList } from '../cited-list.ts';
import type { Handler } from '../router.ts';
import { saveToTarget, targetPath } from '../save-to-target.ts';

type Table = Pick<ParsedInput<'evidence.render'>, 'list' | 'format' | 'columns'>;

function renderTable(
  services: Services,
  open: OpenServices,
  { list, format, columns }: Table,
): MethodOutput<'evidence.render'> {
  const { name, studies, warnings } = gatherList(services, open, { list, asOf: null });
  const table = writeEvidenceTable({ name, studies, columns }, format);
  return {
    text: table.text,
    rows: studies.length,
    suggestedName: fileNameFor(`${name} evidence`, EVIDENCE_EXTENSIONS[format]),
    warnings: [...warnings, ...table.warnings],
  };
}

/** `evidence.render`: the table as text. Errors: `not-found`. */
export const renderEvidence: Handler<Services, 'evidence.render'> = async (services, input) =>
  renderTable(services, await services.open(), input);

/** `evidence.save`: writes it to a chosen file. Errors: `target-not-ours`, `not-writable`, `disk-full`, `not-found`. */
export const saveEvidence: Handler<Services, 'evidence.save'> = async (
  services,
  { target, force, ...table },
) => {
  const path = targetPath(services, target);
  const open = await services.open();
  const { id: listId } = open.library.lists.find(table.list);
  const { text, rows, warnings } = renderTable(services, open, table);
  const format = `evidence-${table.format}`;
  // As with every export: what lies in a file can be had again.
  open.library.keptExports.keep(
    { listId, format, options: { columns: table.columns } },
    { text, entries: rows, madeAt: services.platform.now() },
  );
  const saved = saveToTarget(services, open, { path, text, force, listId, format });
  return { ...saved, rows, warnings };
};
