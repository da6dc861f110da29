package dev.quiver.storage.fragment;

import dev.quiver.storage.Fragment;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** A fragment whose deletes can be asked for: in files, or in the memory of a transaction. */
public sealed interface MaskedFragment extends Fragment permits StoredFragment, HeapFragment {
  /** The deleted rows, not to be changed; null if there are none. */
  @Nullable RoaringBitmap deletedRows();
}
