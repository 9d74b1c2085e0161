// The browser makes pixels of a drawing: two for each of its own, as far as a canvas goes. Where one that large cannot
// be had it is half as large, and so on.
export const raster = (svg, width, height, name) => {
  const image = new Image();
  const save = (scale) => {
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(width * scale);
    canvas.height = Math.ceil(height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => {
      if (!blob) return scale > 0.05 && save(scale / 2);
      const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name });
      link.click();
      URL.revokeObjectURL(link.href);
    }, 'image/png');
  };
  image.onload = () => save(Math.min(2, 16384 / Math.max(width, height, 1), Math.sqrt(120e6 / Math.max(width * height, 1))));
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
};
