import { connect, disconnect } from '#db/sql.ts';
import { verifyLogs } from '#db/verifyLog.ts';
import type { Command } from '#server/cli/commands.ts';

/** `npm run verify-log`: recomputes the chain of every school's log and names the first bad row. Exit code 1 if any. */
export const verifyLogCommand: Command = {
  help: 'проверить цепочку журнала изменений',
  async run(database, _, say) {
    const db = connect(database.appUrl, { max: 1 });
    try {
      const verdicts = await verifyLogs(db);
      if (verdicts.length === 0) say('Школ в базе нет: проверять нечего.');
      for (const v of verdicts)
        say(
          v.ok
            ? `Школа ${v.schoolId}: цепочка цела, строк ${v.rows}, голова ${v.head}`
            : `Школа ${v.schoolId}: ОШИБКА в строке ${v.seq}: ${v.why}. До неё строк ${v.rows}.`,
        );
      return verdicts.every((v) => v.ok) ? 0 : 1;
    } finally {
      await disconnect(db);
    }
  },
};
