import { ListsSkeleton } from '#app/(family)/_parts/ListsSkeleton.tsx';

export default function AbsencesLoading() {
  return <ListsSkeleton lists={[3, 6]} />;
}
