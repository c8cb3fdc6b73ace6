'use client';

import { CartesianGrid, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { dayMonth, weekdayOf } from '#lib/domain/time.ts';
import type { TrendPoint } from '#lib/domain/wall.ts';

/** «Заполнение за три недели, %»: two lines told apart by colour and by stroke; the last day has a dot or a square. */
export function TrendChart({ points }: { points: TrendPoint[] }) {
  const last = points.length - 1;
  const values = points.flatMap((point) => [point.topic, point.homework]).filter((value) => value !== null);
  const floor = Math.min(60, ...values.map((value) => Math.floor(value / 20) * 20));
  const ticks = Array.from({ length: (100 - floor) / 20 + 1 }, (_, index) => floor + index * 20);
  // Mondays and the ends; a Monday beside an end would be printed over it.
  const days = points
    .filter(
      (point, index) => index === 0 || index === last || (weekdayOf(point.date) === 1 && index > 1 && index < last - 1),
    )
    .map((point) => point.date);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={points} margin={{ top: 8, right: 28, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="date" ticks={days} interval={0} tickFormatter={dayMonth} axisLine={false} tickLine={false} />
        <YAxis domain={[floor, 100]} ticks={ticks} width={34} axisLine={false} tickLine={false} />
        <Line
          dataKey="topic"
          stroke="var(--accent)"
          strokeWidth={2}
          isAnimationActive={false}
          dot={({ cx, cy, index }) =>
            index === last ? <circle key={index} cx={cx} cy={cy} r={3} fill="var(--accent)" /> : <g key={index} />
          }
        />
        <Line
          dataKey="homework"
          stroke="var(--neutral-fill)"
          strokeWidth={2}
          strokeDasharray="4 2.5"
          isAnimationActive={false}
          dot={({ cx, cy, index }) =>
            index === last && cx !== undefined && cy !== undefined ? (
              <rect key={index} x={cx - 3} y={cy - 3} width={6} height={6} fill="var(--neutral-fill)" />
            ) : (
              <g key={index} />
            )
          }
        />
      </LineChart>
    </ResponsiveContainer>
  );
}
