'use client';

import { useState } from 'react';
import type { PlanLife } from '#lib/contract/planLife.ts';
import { changedRows, unexplained } from '#lib/domain/plans/compare.ts';
import { RETURN_REASON, VERSION_NAME } from '#lib/domain/plans/life.ts';
import { PLAN_FIELD_LABELS, type PlanRow } from '#lib/domain/plans/rows.ts';
import { AskDialog } from './AskDialog.tsx';
import type { LifeActions } from './lifeActions.ts';
import { changesWords, rowsWords } from './stateWords.ts';

type Asked = 'submit' | 'withdraw' | 'approve' | 'return' | null;

/** The one next step of a plan for this person: its author sends it for review or takes it back, a deputy approves or returns it. `onCompare` opens
 *  what departs from the approved version: a deputy reads it before he signs. */
export function PlanActions({
  life,
  rows,
  actions,
  onCompare,
}: {
  life: PlanLife;
  /** The plan as it stands. */
  rows: readonly PlanRow[];
  actions: Pick<LifeActions, 'submit' | 'withdraw' | 'approve' | 'sendBack'>;
  onCompare(): void;
}) {
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const submits = life.may.write && (life.state === 'draft' || life.state === 'changed');
  const withdraws = life.may.write && life.state === 'review';
  const decides = life.may.approve && life.state === 'review';
  const open = life.remarks.filter((remark) => remark.parentId === null).length;
  const departs = life.changes ? changedRows(life.changes) : 0;
  const silent = life.changes ? unexplained(rows, life.changes).length : 0;
  const reasonsLeft = silent > 0 && (
    <p className="mt-1 text-warn">
      Без причины корректировки: {rowsWords(silent)}. Её пишут в столбце «{PLAN_FIELD_LABELS.correction}».
    </p>
  );
  const remarksLeft = open > 0 && <p className="mt-1">Открытых комментариев и предложений: {open}.</p>;
  return (
    <>
      {submits && (
        <button type="button" className="btn primary" onClick={() => setAsked('submit')}>
          Отправить на проверку
        </button>
      )}
      {withdraws && (
        <button type="button" className="btn" onClick={() => setAsked('withdraw')}>
          Отозвать
        </button>
      )}
      {decides && (
        <>
          {departs > 0 && (
            <button type="button" className="btn" onClick={onCompare}>
              Что изменено: {departs}
            </button>
          )}
          <button type="button" className="btn" onClick={() => setAsked('return')}>
            Вернуть с замечанием
          </button>
          <button type="button" className="btn primary" onClick={() => setAsked('approve')}>
            Утвердить
          </button>
        </>
      )}
      {asked === 'submit' && (
        <AskDialog title="Отправить на проверку" verb="Отправить" act={() => actions.submit()} onClose={close}>
          <p>Завуч увидит план в списке «на проверке». Править его можно и дальше: утверждается то, что завуч видит.</p>
          {life.approved > 0 && departs > 0 && life.changes && (
            <p className="mt-1">
              От утверждённого отличаются {rowsWords(departs)}: {changesWords(life.changes)}.
            </p>
          )}
          {reasonsLeft}
          {remarksLeft}
        </AskDialog>
      )}
      {asked === 'withdraw' && (
        <AskDialog title="Отозвать с проверки" verb="Отозвать" act={() => actions.withdraw()} onClose={close}>
          <p>План снова станет {life.approved > 0 ? 'планом с изменениями' : 'черновиком'}, завуч увидит это сразу.</p>
        </AskDialog>
      )}
      {asked === 'approve' && (
        <AskDialog
          title="Утвердить план"
          verb="Утвердить"
          field={{ label: 'Название версии (необязательно)', limit: VERSION_NAME, needed: false, rows: 1 }}
          act={(text) => actions.approve(text)}
          onClose={close}
        >
          <p>
            План станет версией № {life.approved + 1}: его строки и даты уроков по расписанию запоминаются, правки после
            этого видны как изменения.
          </p>
          {reasonsLeft}
          {remarksLeft}
        </AskDialog>
      )}
      {asked === 'return' && (
        <AskDialog
          title="Вернуть с замечанием"
          verb="Вернуть"
          field={{ label: 'Что исправить', limit: RETURN_REASON, needed: true, rows: 4 }}
          act={(text) => actions.sendBack(text)}
          onClose={close}
        >
          <p>Авторы плана увидят это у названия плана и в «Моём дне».</p>
        </AskDialog>
      )}
    </>
  );
}
