import { ListsSkeleton } from '#app/(family)/_parts/ListsSkeleton.tsx';

export default function HomeworkLoading() {
  return <ListsSkeleton lists={[5, 3]} />;
}
