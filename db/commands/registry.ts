import { addClassPlan } from '#db/commands/addClassPlan.ts';
import { addDocument } from '#db/commands/addDocument.ts';
import { addRemark } from '#db/commands/addRemark.ts';
import { addTeacherAbsence } from '#db/commands/addTeacherAbsence.ts';
import { addWork } from '#db/commands/addWork.ts';
import { addWorkType } from '#db/commands/addWorkType.ts';
import { answerRemark } from '#db/commands/answerRemark.ts';
import { applyTimetable } from '#db/commands/applyTimetable.ts';
import { approvePlan } from '#db/commands/approvePlan.ts';
import { attachFile } from '#db/commands/attachFile.ts';
import { bindPlan } from '#db/commands/bindPlan.ts';
import { cancelControlWork } from '#db/commands/cancelControlWork.ts';
import { cancelDocument } from '#db/commands/cancelDocument.ts';
import { changeClassPlan } from '#db/commands/changeClassPlan.ts';
import { changeControlWork } from '#db/commands/changeControlWork.ts';
import { changeDocument } from '#db/commands/changeDocument.ts';
import { changeLesson } from '#db/commands/changeLesson.ts';
import { changeSettings } from '#db/commands/changeSettings.ts';
import { cancelTeacherAbsence, changeTeacherAbsence } from '#db/commands/changeTeacherAbsence.ts';
import { changeWork } from '#db/commands/changeWork.ts';
import { changeWorkType } from '#db/commands/changeWorkType.ts';
import { chooseImport } from '#db/commands/chooseImport.ts';
import type { Command } from '#db/commands/command.ts';
import { commentMark } from '#db/commands/commentMark.ts';
import { confirmRoll } from '#db/commands/confirmRoll.ts';
import { createPlan } from '#db/commands/createPlan.ts';
import { declineNotice } from '#db/commands/declineNotice.ts';
import { dropDraft } from '#db/commands/dropDraft.ts';
import { editDraft } from '#db/commands/editDraft.ts';
import { endSession } from '#db/commands/endSession.ts';
import { enforceTimetable } from '#db/commands/enforceTimetable.ts';
import { giveApproval } from '#db/commands/giveApproval.ts';
import { holdClassPlan } from '#db/commands/holdClassPlan.ts';
import { importPlan } from '#db/commands/importPlan.ts';
import { issueCalendar } from '#db/commands/issueCalendar.ts';
import { keepPlan } from '#db/commands/keepPlan.ts';
import { kindMark } from '#db/commands/kindMark.ts';
import { makeDraft } from '#db/commands/makeDraft.ts';
import { markAbsent } from '#db/commands/markAbsent.ts';
import { noteMark } from '#db/commands/noteMark.ts';
import { openCase } from '#db/commands/openCase.ts';
import { passLesson } from '#db/commands/passLesson.ts';
import { paySubstitution } from '#db/commands/paySubstitution.ts';
import { placeControlWork } from '#db/commands/placeControlWork.ts';
import { planBells } from '#db/commands/planBells.ts';
import { projectPlan } from '#db/commands/projectPlan.ts';
import { reasonAbsence } from '#db/commands/reasonAbsence.ts';
import { recordLesson } from '#db/commands/recordLesson.ts';
import { removeClassPlan } from '#db/commands/removeClassPlan.ts';
import { removeFile } from '#db/commands/removeFile.ts';
import { restorePlan } from '#db/commands/restorePlan.ts';
import { returnPlan } from '#db/commands/returnPlan.ts';
import { revertImport } from '#db/commands/revertImport.ts';
import { revertTimetable } from '#db/commands/revertTimetable.ts';
import { revokeCalendar } from '#db/commands/revokeCalendar.ts';
import { saveBells } from '#db/commands/saveBells.ts';
import { sendNotice } from '#db/commands/sendNotice.ts';
import { servePlan } from '#db/commands/servePlan.ts';
import { setMark } from '#db/commands/setMark.ts';
import { setPeriodMark } from '#db/commands/setPeriodMark.ts';
import { settleRemark } from '#db/commands/settleRemark.ts';
import { stepCase } from '#db/commands/stepCase.ts';
import { submitPlan } from '#db/commands/submitPlan.ts';
import { tickHomework } from '#db/commands/tickHomework.ts';
import { wearHat } from '#db/commands/wearHat.ts';
import { withdrawNotice } from '#db/commands/withdrawNotice.ts';
import { withdrawPlan } from '#db/commands/withdrawPlan.ts';
import { type CommandInput, type CommandName, commandInputs } from '#lib/contract/commands.ts';

/** Every command by its name. A name of the contract without a file does not compile. */
const commands = {
  'mark.set': setMark,
  'mark.kind': kindMark,
  'mark.comment': commentMark,
  'mark.note': noteMark,
  'absence.mark': markAbsent,
  'absence.reason': reasonAbsence,
  'absenceDocument.add': addDocument,
  'absenceDocument.change': changeDocument,
  'absenceDocument.cancel': cancelDocument,
  'absenceNotice.send': sendNotice,
  'absenceNotice.withdraw': withdrawNotice,
  'absenceNotice.decline': declineNotice,
  'absenceCase.open': openCase,
  'absenceCase.step': stepCase,
  'roll.confirm': confirmRoll,
  'lesson.record': recordLesson,
  'work.add': addWork,
  'work.change': changeWork,
  'controlWork.place': placeControlWork,
  'controlWork.change': changeControlWork,
  'controlWork.cancel': cancelControlWork,
  'classPlan.add': addClassPlan,
  'classPlan.change': changeClassPlan,
  'classPlan.hold': holdClassPlan,
  'classPlan.remove': removeClassPlan,
  'periodMark.set': setPeriodMark,
  'settings.change': changeSettings,
  'workType.add': addWorkType,
  'workType.change': changeWorkType,
  'file.attach': attachFile,
  'file.remove': removeFile,
  'homework.tick': tickHomework,
  'calendar.issue': issueCalendar,
  'calendar.revoke': revokeCalendar,
  'draft.make': makeDraft,
  'draft.edit': editDraft,
  'draft.drop': dropDraft,
  'timetable.enforce': enforceTimetable,
  'timetable.revert': revertTimetable,
  'bells.save': saveBells,
  'bells.plan': planBells,
  'approval.give': giveApproval,
  'import.choose': chooseImport,
  'timetable.apply': applyTimetable,
  'import.revert': revertImport,
  'teacherAbsence.add': addTeacherAbsence,
  'teacherAbsence.change': changeTeacherAbsence,
  'teacherAbsence.cancel': cancelTeacherAbsence,
  'lesson.pass': passLesson,
  'plan.bind': bindPlan,
  'lesson.change': changeLesson,
  'substitution.pay': paySubstitution,
  'plan.create': createPlan,
  'plan.serve': servePlan,
  'plan.project': projectPlan,
  'plan.import': importPlan,
  'plan.submit': submitPlan,
  'plan.approve': approvePlan,
  'plan.return': returnPlan,
  'plan.withdraw': withdrawPlan,
  'plan.keep': keepPlan,
  'plan.restore': restorePlan,
  'planRemark.add': addRemark,
  'planRemark.answer': answerRemark,
  'planRemark.settle': settleRemark,
  'session.wear': wearHat,
  'session.end': endSession,
} satisfies { [N in CommandName]: unknown };

/** A command with its input parsed: the two are kept together here, so that the types of one pair need no telling. */
export type ParsedCommand = {
  name: CommandName;
  input: CommandInput<CommandName>;
  command: Command<CommandName, unknown, unknown>;
};

/** Parses a command's input by its contract; null when it does not fit. */
export function parseCommand(name: CommandName, input: unknown): ParsedCommand | null {
  const parsed = commandInputs[name].safeParse(input);
  if (!parsed.success) return null;
  // The registry pairs each name with its own file; TypeScript cannot follow the pairing through the union.
  const command = commands[name] as unknown as Command<CommandName, unknown, unknown>;
  return { name, input: parsed.data, command };
}
