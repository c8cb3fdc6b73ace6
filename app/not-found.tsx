import type { Metadata } from 'next';
import Link from 'next/link';
import { EmptyState } from '#app/_ui/EmptyState.tsx';

export const metadata: Metadata = { title: 'Страница не найдена' };

/** The same words for «does not exist» and «not yours», so that a guess learns nothing. */
export default function NotFound() {
  return (
    <main className="flex flex-1 flex-col items-center justify-center p-4 text-body">
      <EmptyState
        heading
        title="Такой страницы нет или у вас нет к ней доступа"
        action={
          <Link className="btn primary touch mt-1" href="/" prefetch={false}>
            На главную
          </Link>
        }
      >
        Проверьте адрес. Если страница открывалась раньше, возможно, у вас сменилась роль: выберите её в меню «Сменить
        роль».
      </EmptyState>
    </main>
  );
}
