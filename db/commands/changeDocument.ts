import { defineCommand } from '#db/commands/command.ts';
import {
  type DocumentFacts,
  type DocumentWrite,
  decideDocument,
  documentClass,
  loadDocuments,
  tidyNumber,
  writeDocuments,
} from '#db/commands/documentFacts.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';

/** Other days, another reason or number of a document: lessons that leave it lose its reason, those that come in get it. */
export const changeDocument = defineCommand<'absenceDocument.change', DocumentFacts, DocumentWrite>({
  name: 'absenceDocument.change',
  lock: (input) => `absences:${input.studentId}`,
  follows: ['absence.mark', 'absence.reason'],
  load: loadDocuments,
  permission: (_, l) => ({ action: 'absenceDocument.write', subject: { classId: documentClass(l) } }),
  decide({ documentId, number, ...input }, l, context) {
    if (!l.document) return notFound();
    if (!l.document.active) return refuse('invalid', 'Документ отменён: сначала верните его.');
    const { key, classId, noticeId } = l.document;
    const next = {
      ...input,
      number: tidyNumber(number),
      id: documentId,
      key,
      classId,
      noticeId,
      active: true,
      act: null,
    };
    return decideDocument(l, next, context);
  },
  write: writeDocuments,
});
