import { EmptyState } from '#app/_ui/EmptyState.tsx';

/** Grade 1 is taught without marks: said on every page that would show them. */
export function Gradeless({ given }: { given: string }) {
  return (
    <EmptyState title="В 1 классе отметок нет">
      Обучение в первом классе безотметочное, поэтому среднего балла и итоговых отметок здесь не будет. Уроки, домашние
      задания и посещаемость ({given}) — в разделах «Сегодня» и «Дневник».
    </EmptyState>
  );
}
