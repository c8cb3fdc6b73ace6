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

/** Справка, заявление or приказ over a range of days: every «Н» in it gets the reason, and every one to come. */
export const addDocument = defineCommand<'absenceDocument.add', DocumentFacts, DocumentWrite>({
  name: 'absenceDocument.add',
  lock: (input) => `absences:${input.studentId}`,
  // What was written in the cells before it is re-labelled too.
  follows: ['absence.mark', 'absence.reason'],
  load: loadDocuments,
  permission: (_, l) => ({ action: 'absenceDocument.write', subject: { classId: documentClass(l) } }),
  decide: ({ number, ...input }, l, context) =>
    decideDocument(
      l,
      {
        ...input,
        number: tidyNumber(number),
        id: l.next_id,
        key: l.next_key,
        classId: documentClass(l),
        active: true,
        act: null,
      },
      context,
    ),
  write: writeDocuments,
});
