"""What a build does: it writes the artifact folder, builds, reuses and verifies images, and reports."""
