import { byKeys, put } from '#lib/contract/applyTools.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import type { HomeworkVolumeView, VolumeItem } from '#lib/contract/homeworkVolumeView.ts';
import { withSetting } from '#lib/domain/settings.ts';

const inOrder = byKeys<VolumeItem>((item) => item.lessonId);

/** «Объём домашних заданий»: what is due on the days shown. */
export function applyToHomeworkVolume(view: HomeworkVolumeView, event: AppliedEvent): HomeworkVolumeView {
  switch (event.name) {
    case 'homework.weighed': {
      const { lessonId, groupId, given, minutes, dueId, dueDate, v } = event.data;
      if (!view.groups.some((group) => group.id === groupId)) return view;
      const old = view.items.find((item) => item.lessonId === lessonId);
      if (old && old.v >= v) return view;
      const others = old ? view.items.filter((item) => item !== old) : view.items;
      const shown = given && dueId !== null && dueDate !== null && view.from <= dueDate && dueDate <= view.to;
      if (!shown) return others === view.items ? view : { ...view, items: others };
      const item: VolumeItem = { lessonId, groupId, dueId, date: dueDate, minutes, v };
      return { ...view, items: put(others, item, () => false, inOrder) };
    }
    case 'settings.changed':
      return { ...view, rules: withSetting(view.rules, event.data.change) };
    default:
      return view;
  }
}
