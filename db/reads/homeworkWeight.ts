import { volumeForGroup } from '#db/queries/homeworkVolume.ts';
import { defineRead } from '#db/reads/read.ts';

/** What the class of a group already has for the coming days: asked when somebody begins to write homework. */
export const homeworkWeight = defineRead('homework.volume', (tx, actor, { groupId }) =>
  volumeForGroup(tx, actor, groupId),
);
