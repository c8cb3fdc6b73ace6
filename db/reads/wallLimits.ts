import { readControlWorks } from '#db/queries/controlWorksPage.ts';
import { readVolume } from '#db/queries/homeworkVolume.ts';
import { readPlans } from '#db/queries/plansPage.ts';
import { defineRead } from '#db/reads/read.ts';
import { breachesOf, entriesOf } from '#lib/domain/controlWorks.ts';
import { isTooMuch, volumes } from '#lib/domain/homeworkVolume.ts';
import { countChecks, planLines } from '#lib/domain/plans/list.ts';
import { addDays } from '#lib/domain/time.ts';
import { can } from '#lib/policy.ts';

/** How far ahead the wall looks, days: what can still be put right. */
const AHEAD = 14;

/** What of the coming two weeks is over a limit: control works, and classes' days of homework; and what of the thematic plans
 *  is not there, or waits to be looked at (001 3.4.4). Asked beside the wall, so that its
 *  own page waits for none of it. */
export const wallLimits = defineRead('wall.limits', async (tx, actor) => {
  if (!can(actor, 'wall.read')) return null;
  const volume = await readVolume(tx, actor, { classId: null, grade: null }, (today) => ({
    from: today,
    to: addDays(today, AHEAD),
  }));
  if (!volume) return null;
  const broken = new Set<string>();
  let planned = 0;
  for (const grade of new Set(volume.classes.map((cls) => cls.grade))) {
    if (grade === 1) continue;
    const view = await readControlWorks(tx, actor, { grade, span: { from: volume.from, to: volume.to } });
    if (!view) continue;
    const entries = entriesOf(view);
    for (const entry of entries) {
      if (entry.date < volume.from || entry.date > volume.to) continue;
      planned += 1;
      if (breachesOf(view, entry, entries).length > 0) broken.add(`${entry.classId}:${entry.subjectId}:${entry.date}`);
    }
  }
  const days = [...volumes(volume).values()];
  const plans = await readPlans(tx, actor);
  const { missing, review } = countChecks(plans ? planLines(plans) : []);
  return {
    ...{ controls: planned, broken: broken.size, days: days.length, much: days.filter(isTooMuch).length },
    plans: { all: plans?.plans.length ?? 0, missing, review },
  };
});
