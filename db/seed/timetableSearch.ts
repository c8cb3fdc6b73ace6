import type { ClassEntry } from '#db/seed/classes.ts';
import { DAILY_LIMIT } from '#db/seed/curriculum.ts';
import type { Random } from '#db/seed/random.ts';
import type { Card, Pinned, Placed } from '#db/seed/timetable.ts';

const DAYS = 5;
const NUMBERS = 7;
/** A place of the week: (weekday − 1) · 7 + (lesson − 1). */
const placeAt = (weekday: number, number: number): number => (weekday - 1) * NUMBERS + (number - 1);

/** How many lessons a class has on each weekday: as even as the daily limit lets, one less on Monday for the talk. */
function dayLengths(grade: number, lessons: number): number[] {
  const lengths = [0, 0, 0, 0, 0];
  const limit = DAILY_LIMIT[grade] ?? NUMBERS;
  const room = (day: number) => Math.min(limit, day === 0 ? NUMBERS - 1 : NUMBERS);
  // Grade 1 has four lessons and a fifth once a week; the others fill up from the middle of the week.
  for (let left = lessons; left > 0; left -= 1) {
    const day = [2, 1, 3, 0, 4].reduce((best, at) => {
      const length = (index: number) => (lengths[index] ?? 0) + (index === 0 && grade > 1 ? 1 : 0);
      return (lengths[at] ?? 0) < room(at) && (length(at) < length(best) || (lengths[best] ?? 0) >= room(best))
        ? at
        : best;
    }, 2);
    lengths[day] = (lengths[day] ?? 0) + 1;
  }
  return lengths;
}

/** What is wrong with a card at a place, in points: a clash of teachers outweighs everything else. */
const CLASH = 20;
const TWICE_A_DAY = 2;
const LONG_DAY_WITHOUT_PE = 5;

/** One try at a timetable: a random start, then exchanges of two lessons within a class, clash by clash. */
export class TimetableSearch {
  /** Card of each class at each place; −1: no lesson there. */
  readonly #at: Int16Array[];
  readonly #places: number[][];
  readonly #pinned: Set<number>[];
  readonly #busy: Int8Array[];
  readonly #cards: { card: Card; teachers: number[] }[] = [];
  readonly #random: Random;
  readonly #grades: number[];

  constructor(
    classes: readonly ClassEntry[],
    cards: readonly Card[],
    teacherCount: number,
    pinned: readonly Pinned[],
    random: Random,
  ) {
    this.#random = random;
    this.#grades = classes.map((cls) => cls.grade);
    this.#busy = Array.from({ length: teacherCount }, () => new Int8Array(DAYS * NUMBERS));
    this.#pinned = classes.map(() => new Set<number>());
    this.#at = classes.map(() => new Int16Array(DAYS * NUMBERS).fill(-1));
    this.#places = classes.map((cls, classIndex) => {
      const own = cards.filter((card) => card.classIndex === classIndex);
      const fixed = pinned.filter((pin) => pin.classIndex === classIndex);
      const places = dayLengths(cls.grade, own.length).flatMap((length, day) =>
        Array.from({ length }, (_, index) => placeAt(day + 1, index + 1 + (day === 0 ? 1 : 0))),
      );
      const free = random.shuffle(places);
      const rest: number[] = [];
      for (const card of own) {
        const pin = fixed.find((p) => p.subject === card.subject);
        const index = this.#cards.push({ card, teachers: [...card.teachers, ...(pin?.also ?? [])] }) - 1;
        const wanted = pin?.at
          .map(([weekday, number]) => placeAt(weekday, number))
          .find((place) => free.includes(place));
        if (wanted === undefined) rest.push(index);
        else {
          free.splice(free.indexOf(wanted), 1);
          this.#pinned[classIndex]?.add(wanted);
          this.#set(classIndex, wanted, index);
        }
      }
      for (const index of rest) this.#set(classIndex, free.pop() ?? -1, index);
      return places;
    });
  }

  #set(classIndex: number, place: number, index: number): void {
    const row = this.#at[classIndex];
    if (!row || place < 0) throw new Error(`Class ${classIndex} has more lessons than places.`);
    row[place] = index;
    for (const teacher of this.#cards[index]?.teachers ?? []) this.#add(teacher, place, 1);
  }
  #add(teacher: number, place: number, by: number): void {
    const busy = this.#busy[teacher];
    if (busy) busy[place] = (busy[place] ?? 0) + by;
  }

  /** How bad this card would be at this place; its own teachers must not be counted there. */
  #cost(classIndex: number, index: number, place: number): number {
    const entry = this.#cards[index];
    if (!entry) return 0;
    let cost = 0;
    for (const teacher of entry.teachers) cost += CLASH * (this.#busy[teacher]?.[place] ?? 0);
    const row = this.#at[classIndex];
    const day = Math.floor(place / NUMBERS) * NUMBERS;
    let pe = entry.card.subject === 'pe';
    let long = false;
    for (let other = day; other < day + NUMBERS; other += 1) {
      const there = row?.[other] ?? -1;
      if (there < 0) continue;
      if (other - day === 4 && (day > 0 || this.#grades[classIndex] !== 1)) long = true;
      if (other === place) continue;
      const subject = this.#cards[there]?.card.subject;
      if (subject === entry.card.subject) cost += TWICE_A_DAY;
      if (subject === 'pe') pe = true;
    }
    // Grade 1: five lessons only on a day with physical training.
    return this.#grades[classIndex] === 1 && long && !pe ? cost + LONG_DAY_WITHOUT_PE : cost;
  }

  /** What exchanging two places of a class would change; negative is better. */
  #gain(classIndex: number, a: number, b: number): number {
    const row = this.#at[classIndex];
    if (!row) return 0;
    const [first, second] = [row[a] ?? -1, row[b] ?? -1];
    const lift = (index: number, place: number, by: number) => {
      for (const teacher of this.#cards[index]?.teachers ?? []) this.#add(teacher, place, by);
    };
    lift(first, a, -1);
    lift(second, b, -1);
    const before = this.#cost(classIndex, first, a) + this.#cost(classIndex, second, b);
    row[a] = second;
    row[b] = first;
    const after = this.#cost(classIndex, first, b) + this.#cost(classIndex, second, a);
    row[a] = first;
    row[b] = second;
    lift(first, a, 1);
    lift(second, b, 1);
    return after - before;
  }

  #exchange(classIndex: number, a: number, b: number): void {
    const row = this.#at[classIndex];
    if (!row) return;
    const [first, second] = [row[a] ?? -1, row[b] ?? -1];
    for (const teacher of this.#cards[first]?.teachers ?? []) this.#add(teacher, a, -1);
    for (const teacher of this.#cards[second]?.teachers ?? []) this.#add(teacher, b, -1);
    this.#set(classIndex, a, second);
    this.#set(classIndex, b, first);
  }

  /** Badness of a card where it stands. */
  #here(classIndex: number, place: number): number {
    const index = this.#at[classIndex]?.[place] ?? -1;
    const teachers = this.#cards[index]?.teachers ?? [];
    for (const teacher of teachers) this.#add(teacher, place, -1);
    const cost = this.#cost(classIndex, index, place);
    for (const teacher of teachers) this.#add(teacher, place, 1);
    return cost;
  }

  run(): Placed[] | null {
    for (let round = 0; round < 400; round += 1) {
      let clashes = 0;
      let bad = 0;
      for (const classIndex of this.#random.shuffle(this.#places.map((_, index) => index))) {
        for (const place of this.#places[classIndex] ?? []) {
          const cost = this.#here(classIndex, place);
          if (cost === 0 || this.#pinned[classIndex]?.has(place)) continue;
          bad += cost;
          if (cost >= CLASH) clashes += 1;
          this.#repair(classIndex, place, round);
        }
      }
      if (clashes === 0 && (bad === 0 || round > 60)) return this.#result();
    }
    return null;
  }

  /** Moves the card to the best other place of its class; an equal one is taken too, so that the search wanders. */
  #repair(classIndex: number, place: number, round: number): void {
    let best = -1;
    let least = round % 8 === 7 ? TWICE_A_DAY + 1 : 1;
    for (const other of this.#random.shuffle(this.#places[classIndex] ?? [])) {
      if (other === place || this.#pinned[classIndex]?.has(other)) continue;
      const gain = this.#gain(classIndex, place, other);
      if (gain < least) [best, least] = [other, gain];
    }
    if (best >= 0) this.#exchange(classIndex, place, best);
  }

  #result(): Placed[] {
    return this.#places.flatMap((places, classIndex) =>
      [...places]
        .sort((a, b) => a - b)
        .flatMap((place) => {
          const card = this.#cards[this.#at[classIndex]?.[place] ?? -1]?.card;
          return card ? [{ ...card, weekday: Math.floor(place / NUMBERS) + 1, number: (place % NUMBERS) + 1 }] : [];
        }),
    );
  }
}
