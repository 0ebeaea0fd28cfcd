// Methods that write the evidence table of a list.
// Invariant: keys are those of every other export; a file that is not ours is left alone.
import { AppError } from '../../../shared/contract/errors.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/contract/types.ts';
import { EVIDENCE_EXTENSIONS } from '../../../shared/domain/evidence-table.ts';
import { writeEvidenceTable } from '../../export/evidence-table/write-table.ts';
import { exportFileName } from '../../export/file-name.ts';
import { writeExportFile } from '../../export/write-file.ts';
import type { OpenServices, Services } from '../../services.ts';
import { gatherList } from '../cited-list.ts';
import type { Handler } from '../router.ts';

type Table = Pick<ParsedInput<'evidence.render'>, 'list' | 'format' | 'columns'>;

function renderTable(
  services: Services,
  open: OpenServices,
  { list, format, columns }: Table,
): MethodOutput<'evidence.render'> {
  const { name, studies, warnings } = gatherList(services, open, list);
  const table = writeEvidenceTable({ name, studies, columns }, format);
  return {
    text: table.text,
    rows: studies.length,
    suggestedName: exportFileName(`${name} evidence`, EVIDENCE_EXTENSIONS[format]),
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
  const path = services.platform.files.pathOf(target);
  if (path === null) {
    throw new AppError(
      'invalid-input',
      'The file to write to was not chosen in this session. Nothing was written. Choose it again.',
    );
  }
  const open = await services.open();
  const { references, lists } = open.library;
  const { text, rows, warnings } = renderTable(services, open, table);
  const result = writeExportFile({ path, text, force, knownSha256: references.targetHash(path) });
  references.rememberTarget({
    path,
    listId: lists.find(table.list).id,
    format: `evidence-${table.format}`,
    sha256: result.sha256,
    at: services.platform.now(),
  });
  return {
    written: result.written,
    rows,
    sha256: result.sha256,
    kept: result.backup,
    warnings,
  };
};
