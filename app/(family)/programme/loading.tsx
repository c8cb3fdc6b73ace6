import { ListsSkeleton } from '#app/(family)/_parts/ListsSkeleton.tsx';

export default function ProgrammeLoading() {
  return <ListsSkeleton lists={[1, 10]} />;
}
