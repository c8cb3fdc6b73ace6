import { defineCommand } from '#db/commands/command.ts';
import {
  type DocumentFacts,
  type DocumentWrite,
  decideDocument,
  documentClass,
  loadDocuments,
  writeDocuments,
} from '#db/commands/documentFacts.ts';
import { notFound } from '#lib/contract/refusal.ts';

/** Takes back what a document has set, and nothing that a person has set since; or puts it in force again, as it was: what
 *  was said after it stands over it. */
export const cancelDocument = defineCommand<'absenceDocument.cancel', DocumentFacts, DocumentWrite>({
  name: 'absenceDocument.cancel',
  lock: (input) => `absences:${input.studentId}`,
  follows: ['absence.mark', 'absence.reason'],
  load: loadDocuments,
  permission: (_, l) => ({ action: 'absenceDocument.write', subject: { classId: documentClass(l) } }),
  decide(input, l, context) {
    if (!l.document) return notFound();
    const { by: _, version: __, ...document } = l.document;
    return decideDocument(l, { ...document, active: !input.cancelled }, context);
  },
  write: writeDocuments,
});
